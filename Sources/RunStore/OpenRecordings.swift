import Foundation
import Synchronization

/// The recordings that this process is writing.
///
/// A process that closes any descriptor of a file loses its locks on it (fcntl(2)), so these files must not be opened
/// but by SQLite, which knows.
enum OpenRecordings {
  private static let paths = Mutex<Set<String>>([])

  static func insert(_ path: String) { _ = paths.withLock { $0.insert(resolved(path)) } }

  static func remove(_ path: String) { _ = paths.withLock { $0.remove(resolved(path)) } }

  static func contains(_ path: String) -> Bool { paths.withLock { $0.contains(resolved(path)) } }

  private static func resolved(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  }
}
