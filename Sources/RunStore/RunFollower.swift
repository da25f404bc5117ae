import GRDB
import RunModel

/// Goes through a recording as if it happened now: says what is recorded, then what is added while another program
/// writes.
public struct RunFollower: Sendable {
  private let reader: RunReader
  private var lastStep: Int
  private var lastEvent: Int64 = 0
  private var hasFinished = false

  /// Begins after a step; commands are said from the beginning.
  public init(_ reader: RunReader, after step: Int = 0) {
    self.reader = reader
    lastStep = step
  }

  /// Begins after all that is recorded by now.
  public init(atEndOf reader: RunReader) throws {
    self.init(reader)
    (lastStep, lastEvent, hasFinished) = try reader.read { db in
      (
        try reader.lastStep(db),
        try Row.fetchOne(db, sql: "SELECT max(event) FROM event")?.integer(0) ?? 0,
        try reader.progress(db).finished != nil
      )
    }
  }

  /// What was added since the last time, at most `limit` steps, in order: a command comes before the steps that follow
  /// it, and `finished` comes last. Empty where nothing was. `started` is not among them; the reader's description says
  /// it.
  public mutating func poll(limit: Int = 1000) throws -> [TrainingEvent] {
    var new = self
    let events = try reader.read { db in try new.poll(db, limit: limit) }
    self = new
    return events
  }

  private mutating func poll(_ db: Database, limit: Int) throws -> [TrainingEvent] {
    guard !hasFinished else { return [] }
    let last = try reader.lastStep(db)
    let end = min(last, lastStep + limit)
    var events: [TrainingEvent] = []
    var commands = try reader.events(db, after: lastEvent)[...]
    func sayCommands(upTo step: Int) {
      while let next = commands.first, next.command.afterStep <= step {
        events.append(.applied(next.command.command, afterStep: next.command.afterStep))
        lastEvent = next.number
        commands.removeFirst()
      }
    }
    if end > lastStep {
      try reader.forEachStep(db, in: lastStep + 1..<end + 1) { record in
        sayCommands(upTo: record.step - 1)
        events.append(.step(record))
      }
    }
    lastStep = max(lastStep, end)
    sayCommands(upTo: lastStep)
    if lastStep == last, let reason = try reader.progress(db).finished {
      events.append(.finished(reason))
      hasFinished = true
    }
    return events
  }
}
