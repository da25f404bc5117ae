import Dispatch
import Foundation
import GRDB
import Synchronization

/// Moves what stands in a recording's log into the recording itself, on a queue of its own.
///
/// Nobody else waits until the disk has it all: transactions go to the log without, since a disk that others keep busy
/// may take seconds. A program that is killed loses nothing by that; a machine that fails loses what the system had not
/// written yet, and the recording is whole (sqlite.org/wal.html).
final class LogCheckpointer: Sendable {
  /// The bytes of the log from which on it is moved.
  private static let enough = 4 << 20
  /// The bytes at which writing waits for that, so that the log has an end.
  private static let most = 64 << 20

  private let log: String
  private let database: DatabaseQueue
  private let queue = DispatchQueue(label: "run log", qos: .utility)
  private let isUnderWay = Mutex(false)

  /// Opens a recording of which this process has a connection already.
  init(_ path: String) throws {
    log = path + "-wal"
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.label = "run log"
    database = try DatabaseQueue(path: path, configuration: configuration)
    try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
  }

  /// Begins to move the log if that is worth it; called after a transaction.
  func consider() {
    let attributes = try? FileManager.default.attributesOfItem(atPath: log)
    guard let size = attributes?[.size] as? Int, size > Self.enough else { return }
    let isOurs = isUnderWay.withLock { isUnderWay in
      defer { isUnderWay = true }
      return !isUnderWay
    }
    if isOurs {
      queue.async {
        // Where it fails, the log goes on until the disk is full, and then that is said.
        try? self.database.writeWithoutTransaction { _ = try $0.checkpoint(.passive) }
        self.isUnderWay.withLock { $0 = false }
      }
    }
    if size > Self.most { queue.sync {} }
  }

  /// Waits for what is under way and closes the file.
  func close() throws {
    queue.sync {}
    try database.close()
  }
}
