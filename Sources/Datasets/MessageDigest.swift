import CMessageDigest

/// An MD5 checksum that grows with the bytes it is given: it tells files and images apart, and guards no secret.
struct MessageDigest {
  private var context = MD5_CTX()

  init() { MD5Init(&context) }

  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    MD5Update(&context, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  /// The checksum as 32 hexadecimal digits.
  mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: Int(MD5_DIGEST_LENGTH))
    MD5Final(&digest, &context)
    return digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}
