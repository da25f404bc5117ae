import Foundation
import GRDB
import RunModel
import Statistics

/// Something that a session said, and when.
struct TimedEvent: Sendable {
  var event: TrainingEvent
  /// Seconds since 1970.
  var time: Double
}

/// A recording that is being written: one connection, one transaction a batch.
struct RunRecording: Sendable {
  private let database: DatabaseQueue
  private let checkpointer: LogCheckpointer
  private let session: Int64
  /// The step after which the last of the pending commands is given; 0 where there are none.
  private let lastPending: Int
  private var builders: [PyramidBuilder]

  /// Begins a new recording.
  ///
  /// It is made under another name and renamed, so that what bears the name is whole at any instant.
  static func create(
    in folder: RunFolder, _ description: RunDescription, machine: MachineDescription, parent: RunParent?,
    time: Double
  ) throws -> RunRecording {
    let draft = folder.database + ".new"
    try? FileManager.default.removeItem(atPath: draft)
    let database = try DatabaseQueue(path: draft)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = OFF")
      try db.inTransaction {
        try RunSchema.create(in: db)
        try db.insert(description, name: folder.name, parent: parent, time: time)
        try db.insert(machine, afterStep: parent?.step ?? 0, time: time)
        return .commit
      }
    }
    try database.close()
    try FileManager.default.moveItem(atPath: draft, toPath: folder.database)
    return try RunRecording(
      open(folder), session: 1, builders: builders(for: description).map { PyramidBuilder($0) })
  }

  init(
    _ database: DatabaseQueue, session: Int64, lastPending: Int = 0, builders: [PyramidBuilder]
  ) throws {
    self.database = database
    checkpointer = try LogCheckpointer(database.path)
    self.session = session
    self.lastPending = lastPending
    self.builders = builders
  }

  static func open(_ folder: RunFolder) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.busyMode = .timeout(5)
    configuration.label = "run writer"
    // Neither turning the log on nor a transaction waits for the disk; what moves the log does.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    OpenRecordings.insert(folder.database)
    let database = try DatabaseQueue(path: folder.database, configuration: configuration)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 0")
    }
    return database
  }

  /// What judges steps for the pyramid: every recorded quantity, every grouping.
  static func builders(for description: RunDescription) -> [StepCells] {
    let recorded = description.configuration.recorded.quantities
    return Quantity.allCases.filter { $0 == .gradient || recorded.contains($0) }.flatMap { quantity in
      Grouping.allCases.map {
        StepCells(quantity: quantity, grouping: $0, tensors: description.tensors)
      }
    }
  }

  /// Writes events, all or none.
  mutating func write(_ events: [TimedEvent]) throws {
    let before = builders
    do {
      try database.write { db in
        for event in events { try write(event, to: db) }
      }
    } catch {
      builders = before
      throw error
    }
    checkpointer.consider()
  }

  private mutating func write(_ timed: TimedEvent, to db: Database) throws {
    switch timed.event {
    case .started: break
    case .step(let record):
      try db.insert(record, time: timed.time)
      if record.step <= lastPending + 1 {
        // What an interrupted session was told up to here was recorded anew when it was told again.
        try db.execute(
          sql: "DELETE FROM event WHERE kind = 'pending' AND after_step < ?", arguments: [record.step])
      }
      for index in builders.indices {
        for bucket in builders[index].add(record) { try db.insert(bucket) }
      }
    case .applied(let command, let step):
      try db.insertEvent("command", content: command, afterStep: step, time: timed.time)
    case .diverged(let divergence):
      try db.insertEvent("divergence", content: divergence, afterStep: divergence.step, time: timed.time)
    case .checkpointed(let path, let step):
      let name = path.split(separator: "/").last.map(String.init) ?? path
      try db.insertEvent("checkpoint", content: name, afterStep: step, time: timed.time)
    case .checkpointFailed(let sentence, let step):
      try db.insertEvent("checkpoint-failure", content: sentence, afterStep: step, time: timed.time)
    case .evaluated(let evaluation):
      try db.insertEvent("evaluation", content: evaluation, afterStep: evaluation.step, time: timed.time)
    case .finished(let reason):
      try db.finish(session: session, reason, time: timed.time)
    }
  }

  func limitPages(_ count: Int) throws {
    try database.writeWithoutTransaction { try $0.execute(sql: "PRAGMA max_page_count = \(count)") }
  }

  /// Leaves one file that needs no other beside it. Where somebody reads it at this moment, the log stays beside it,
  /// which readers know.
  func close() throws {
    try checkpointer.close()
    database.writeWithoutTransaction { db in
      try? db.execute(sql: "PRAGMA synchronous = NORMAL")
      try? db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
      try? db.execute(sql: "PRAGMA journal_mode = DELETE")
    }
    try database.close()
    OpenRecordings.remove(database.path)
  }
}
