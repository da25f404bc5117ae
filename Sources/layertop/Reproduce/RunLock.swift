import Foundation

/// The right to train one run: held by one process at a time, on any machine that shares the folder, and free again
/// when that process ends, however it ends.
final class RunLock {
  private let descriptor: Int32

  /// Takes the lock in a file, which is made; nil where another process has it.
  ///
  /// - Throws: `RunFailure` where the file cannot be opened or locked.
  init?(file: String) throws {
    descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(file) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let problem = errno
      close(descriptor)
      if problem == EWOULDBLOCK { return nil }
      throw Self.failure(file, problem)
    }
  }

  deinit { close(descriptor) }

  private static func failure(_ file: String, _ problem: Int32 = errno) -> RunFailure {
    RunFailure("\(file) cannot be locked: \(String(cString: strerror(problem)).lowercased())")
  }
}
