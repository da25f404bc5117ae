import Foundation

/// The right to train a run, which one program has at a time; it ends with the program, however that ends.
public final class RunLock: Sendable {
  private let descriptor: Int32

  /// Takes the right to a run in its folder.
  ///
  /// - Throws: `RunStoreError` where another program has it, or there is no such folder.
  public init(_ folder: RunFolder) throws(RunStoreError) {
    // The path's bytes are read during the call alone.
    descriptor = unsafe open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .notFound(path: folder.path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw .beingTrained(path: folder.path)
    }
  }

  deinit { close(descriptor) }
}
