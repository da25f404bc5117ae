import Foundation

/// A file could not be written; the text is the system's reason.
struct ReplacementError: Error {
  var reason: String
}

/// The ending of a file that is being written and has not got its name yet.
let partialFileSuffix = ".partial"

/// Puts a file of the given parts in the place of what is at a path, if anything is there.
///
/// The bytes go to another file beside it, which then takes over the name: whenever the process or the machine stops,
/// the path has the old file or the new one, whole. Nobody else may replace the same file at the same time.
func replaceFile(at path: String, by parts: [Data]) throws(ReplacementError) {
  let partial = path + partialFileSuffix
  let descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  guard descriptor >= 0 else { throw ReplacementError(reason: systemReason()) }
  do {
    defer { close(descriptor) }
    for part in parts { try write(part, to: descriptor) }
    try require(fsync(descriptor))
    try require(rename(partial, path))
  } catch {
    unlink(partial)
    throw error
  }
  try synchronizeFolder(of: path)
}

private func write(_ bytes: Data, to descriptor: Int32) throws(ReplacementError) {
  var written = 0
  while written < bytes.count {
    let count = bytes.withUnsafeBytes {
      Glibc.write(descriptor, $0.baseAddress! + written, bytes.count - written)
    }
    if count < 0 && errno == EINTR { continue }
    guard count >= 0 else { throw ReplacementError(reason: systemReason()) }
    written += count
  }
}

/// Has the new name written to the disk.
private func synchronizeFolder(of path: String) throws(ReplacementError) {
  let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
  let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
  guard descriptor >= 0 else { throw ReplacementError(reason: systemReason()) }
  defer { close(descriptor) }
  try require(fsync(descriptor))
}

private func require(_ status: Int32) throws(ReplacementError) {
  guard status == 0 else { throw ReplacementError(reason: systemReason()) }
}

private func systemReason() -> String { String(cString: strerror(errno)) }
