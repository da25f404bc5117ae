import GRDB
import RunModel

/// Goes through a recording as if it happened now: says what is recorded, then what is added while another program
/// writes, also by one that goes on with a run that had ended.
public struct RunFollower: Sendable {
  private let reader: RunReader
  private var lastStep: Int
  private var lastEvent: Int64 = 0
  private var lastSession: Int64 = 0
  private var hasFinished = false
  /// The commands that were said.
  private var said: [AppliedCommand] = []

  /// Begins after a step; commands are said from the beginning.
  public init(_ reader: RunReader, after step: Int = 0) {
    self.reader = reader
    lastStep = step
  }

  /// Begins after all that is recorded by now.
  public init(atEndOf reader: RunReader) throws {
    self.init(reader)
    try reader.read { db in
      lastStep = try reader.lastStep(db)
      let events = try reader.events(db, after: 0)
      lastEvent = events.last?.number ?? 0
      said = events.map { AppliedCommand($0.command.command, afterStep: $0.command.afterStep) }
      lastSession = try reader.session(db).number
      hasFinished = try reader.progress(db).finished != nil
    }
  }

  /// What was added since the last time, at most `limit` steps, in order: a command comes before the steps that follow
  /// it, and `finished` comes last. Empty where nothing was. `started` is not among them; the reader's description says
  /// it.
  ///
  /// A program that goes on from a checkpoint does the steps after it again, which are the same: only those that
  /// nobody has seen are said.
  public mutating func poll(limit: Int = 1000) throws -> [TrainingEvent] {
    var new = self
    let events = try reader.read { db in try new.poll(db, limit: limit) }
    self = new
    return events
  }

  private mutating func poll(_ db: Database, limit: Int) throws -> [TrainingEvent] {
    try noticeSession(db)
    guard !hasFinished else { return [] }
    let last = try reader.lastStep(db)
    let end = min(last, lastStep + limit)
    var events: [TrainingEvent] = []
    var commands = try reader.events(db, after: lastEvent)[...]
    func sayCommands(upTo step: Int) {
      while let next = commands.first, next.command.afterStep <= step {
        let command = AppliedCommand(next.command.command, afterStep: next.command.afterStep)
        if !said.contains(command) {
          events.append(.applied(command.command, afterStep: command.afterStep))
          said.append(command)
        }
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
    if lastStep >= last, let reason = try reader.progress(db).finished {
      events.append(.finished(reason))
      hasFinished = true
    }
    return events
  }

  /// Another program has gone on with the run: what was recorded after its checkpoint is forgotten, and the numbers of
  /// events begin again there.
  private mutating func noticeSession(_ db: Database) throws {
    let session = try reader.session(db)
    guard session.number != lastSession else { return }
    if lastSession > 0 {
      lastEvent = min(lastEvent, try reader.lastEvent(db, upTo: session.afterStep))
    }
    (lastSession, hasFinished) = (session.number, false)
  }
}

extension RunReader {
  /// The last program that trained the run: its number and the steps done before.
  fileprivate func session(_ db: Database) throws -> (number: Int64, afterStep: Int) {
    let sql = "SELECT session, after_step FROM session ORDER BY session DESC LIMIT 1"
    guard let row = try Row.fetchOne(db, sql: sql) else { return (0, 0) }
    return (row.integer(0) ?? 0, try step(row.integer(1)))
  }

  /// The number of the last event up to a step.
  fileprivate func lastEvent(_ db: Database, upTo step: Int) throws -> Int64 {
    let sql = "SELECT max(event) FROM event WHERE after_step <= ?"
    return try Row.fetchOne(db, sql: sql, arguments: [step])?.integer(0) ?? 0
  }
}
