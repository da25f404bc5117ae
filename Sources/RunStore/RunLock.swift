import Foundation

/// The right to train a run, which one program has at a time; it ends with the program, however that ends.
///
/// It is a lock on a file in the run's folder, opened for writing as network file systems ask for (flock(2)). The file goes
/// with the lock; what a killed program leaves of it means nothing.
public final class RunLock: Sendable {
  /// The file's name; hidden, as it says nothing to anybody.
  static let fileName = ".lock"

  private let descriptor: Int32
  private let path: String

  /// Takes the right to a run in its folder.
  ///
  /// - Throws: `RunStoreError` where another program has it, there is no such folder, or it may not be written to.
  public init(_ folder: RunFolder) throws(RunStoreError) {
    guard FileManager.default.fileExists(atPath: folder.path) else { throw .notFound(path: folder.path) }
    path = folder.path + "/" + Self.fileName
    while true {
      // The path's bytes are read during the call alone.
      let file = unsafe open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o644)
      guard file >= 0 else { throw .cannotWrite(path: folder.path, reason: POSIXError.words(errno)) }
      guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
        let code = errno
        close(file)
        if code == EWOULDBLOCK { throw .beingTrained(path: folder.path) }
        throw .cannotWrite(path: folder.path, reason: "it cannot be locked: \(POSIXError.words(code))")
      }
      // Whoever had it may have removed the file in between: then another one bears the name.
      if Self.isSame(file, path) {
        descriptor = file
        return
      }
      close(file)
    }
  }

  deinit {
    // Only its holder removes it, so that nobody else's lock goes with it.
    if Self.isSame(descriptor, path) { unsafe unlink(path) }
    close(descriptor)
  }

  /// Whether the open file is the one of the name.
  private static func isSame(_ file: Int32, _ path: String) -> Bool {
    var (opened, named) = (stat(), stat())
    // Both are written to during the calls alone.
    guard unsafe fstat(file, &opened) == 0, unsafe lstat(path, &named) == 0 else { return false }
    return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
  }
}
