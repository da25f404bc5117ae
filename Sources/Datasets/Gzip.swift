import CZlib

/// Unpacking of gzip files (RFC 1952).
enum Gzip {
  /// Whether the bytes begin as a gzip file does.
  static func isPacked(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x1F, 0x8B])
  }

  /// Unpacks all members of a gzip file, but no more than `limit` bytes.
  ///
  /// Only where the end is reached before the limit is the checksum verified. Memory grows with what is
  /// really there, so that a small file which claims to be huge does no harm.
  static func unpack(_ packed: [UInt8], file: String, limit: Int) throws(DatasetError) -> [UInt8] {
    // zlib keeps the stream's address, so it must not be a Swift variable, which may move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    defer { stream.deallocate() }
    guard czlib_begin_gunzip(stream) == Z_OK else {
      throw .unreadable(file: file, reason: "zlib has not enough memory")
    }
    defer { inflateEnd(stream) }
    let chunk = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 18)
    defer { chunk.deallocate() }

    var unpacked: [UInt8] = []
    try packed.withUnsafeBufferPointer { source throws(DatasetError) in
      var offset = 0
      while unpacked.count < limit {
        let given = min(source.count - offset, 1 << 30)
        let room = min(limit - unpacked.count, chunk.count)
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress.map { $0 + offset })
        stream.pointee.avail_in = UInt32(given)
        stream.pointee.next_out = chunk.baseAddress
        stream.pointee.avail_out = UInt32(room)
        let status = inflate(stream, Z_NO_FLUSH)
        offset += given - Int(stream.pointee.avail_in)
        unpacked.append(contentsOf: chunk[..<(room - Int(stream.pointee.avail_out))])
        switch status {
        case Z_OK:
          continue
        case Z_STREAM_END where offset == source.count:
          return
        case Z_STREAM_END:
          inflateReset(stream)
        default:
          let reason = stream.pointee.msg.map { String(cString: $0) }
          throw .malformed(
            FilePosition(file: file, offset: offset),
            .gzip(reason: reason ?? (status == Z_BUF_ERROR ? "unexpected end" : "zlib status \(status)")))
        }
      }
    }
    return unpacked
  }
}
