import Foundation
import GRDB
import RunModel

/// Reads a recording, finished or being written; nothing is ever written to its folder.
///
/// All methods throw `RunStoreError`. Text is free of control characters.
public final class RunReader: Sendable {
  /// The run's folder.
  public let folder: RunFolder
  /// What the run is about.
  public let description: RunDescription
  /// What else is known of it as a whole.
  public let overview: RunOverview
  let database: DatabaseQueue
  let counters: [StepCells]

  /// Opens the recording in a run's folder, or the recording itself.
  public init(path: String) throws {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: resolved) else {
      throw RunStoreError.notFound(path: path)
    }
    // A recording that was renamed is read where it is.
    let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
    let file = isFolder ? RunFolder(path: path).database : path
    if isFolder, !FileManager.default.isExecutableFile(atPath: path) {
      throw RunStoreError.forbidden(path: path)
    }
    if isFolder && !FileManager.default.fileExists(atPath: file) {
      throw RunStoreError.notBegun(path: path)
    }
    folder = isFolder ? RunFolder(path: path) : RunFolder(ofRecording: path)
    self.file = file
    let database = try RecordedFile.open(file)
    self.database = database
    (description, overview) = try Self.reading(file, database) { db in
      try (db.description(file), RunOverview(db, file))
    }
    counters = RunRecording.builders(for: description)
  }

  /// The recording's path.
  let file: String

  /// Reads from one state of the file.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.reading(file, database, body)
  }

  private static func reading<Value>(
    _ file: String, _ database: DatabaseQueue, _ body: (Database) throws -> Value
  ) throws -> Value {
    do {
      return try database.read(body)
    } catch let error as DatabaseError {
      throw RunStoreError.reading(file, error)
    }
  }

  func damaged(_ reason: String) -> RunStoreError { .damaged(path: file, reason: reason) }
}
