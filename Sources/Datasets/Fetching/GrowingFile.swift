import Foundation

/// A file that is being downloaded or unpacked: bytes are appended, and no other fetch writes it meanwhile.
///
/// It stays on the disk until `remove` is called, unless it is empty.
final class GrowingFile {
  let path: String
  /// Bytes that are there.
  private(set) var size: Int
  private let descriptor: Int32

  /// Opens a file, or makes it.
  init(path: String) throws(FetchError) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw .storage(path: path, reason: systemReason()) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .busy(file: path)
    }
    size = Int(lseek(descriptor, 0, SEEK_END))
  }

  deinit {
    if size == 0 { unlink(path) }
    close(descriptor)
  }

  /// Appends bytes.
  func append(_ bytes: UnsafeRawBufferPointer) throws(FetchError) {
    var written = 0
    while written < bytes.count {
      let count = write(descriptor, bytes.baseAddress! + written, bytes.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        throw .storage(path: path, reason: systemReason())
      }
      written += count
      size += count
    }
  }

  /// Forgets all bytes.
  func empty() throws(FetchError) {
    guard ftruncate(descriptor, 0) == 0, lseek(descriptor, 0, SEEK_SET) == 0 else {
      throw .storage(path: path, reason: systemReason())
    }
    size = 0
  }

  /// The MD5 checksum as 32 hexadecimal digits; nil where it was cancelled.
  func md5(isCancelled: () -> Bool) throws(FetchError) -> String? {
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 1 << 20)
    defer { buffer.deallocate() }
    var digest = MessageDigest()
    var offset = 0
    while offset < size {
      if isCancelled() { return nil }
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      guard count > 0 else { throw .storage(path: path, reason: systemReason()) }
      digest.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<count]))
      offset += count
    }
    return digest.finish()
  }

  /// Gives the file another name.
  func move(to path: String) throws(FetchError) {
    guard rename(self.path, path) == 0 else { throw .storage(path: path, reason: systemReason()) }
  }

  /// Takes the file away.
  func remove() { unlink(path) }
}

/// What the operating system says about the last call that failed.
func systemReason() -> String { String(cString: strerror(errno)) }
