import GRDB
import RunModel

/// A command that was given to a run.
public struct RecordedCommand: Equatable, Sendable {
  /// What was asked for.
  public let command: TrainingCommand
  /// The number of steps done before it was applied.
  public let afterStep: Int
  /// When, in seconds since 1970.
  public let time: Double
}

extension RunReader {
  /// All commands, in order.
  public func commands() throws -> [RecordedCommand] {
    try read { db in try events(db, after: 0).map(\.command) }
  }

  /// All commands, and those after the last step that an interrupted session was given, by step: what is applied when
  /// the run goes on.
  public func commandsToReplay() throws -> [RecordedCommand] {
    try read { db in
      try (events(db, after: 0) + events(db, kind: "pending", after: 0))
        .sorted { ($0.command.afterStep, $0.number) < ($1.command.afterStep, $1.number) }.map(\.command)
    }
  }

  /// Whether the record tells of a checkpoint that was saved.
  public func tellsOfCheckpoints() throws -> Bool {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT 1 FROM event WHERE kind = 'checkpoint' LIMIT 1") != nil
    }
  }

  /// The commands recorded after one with a number, with their numbers.
  func events(
    _ db: Database, kind: String = "command", after number: Int64
  ) throws -> [(number: Int64, command: RecordedCommand)] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT event, after_step, time, content FROM event
        WHERE event > ? AND kind = ? AND length(content) < 100000 ORDER BY event
        """,
      arguments: [number, kind])
    var events: [(Int64, RecordedCommand)] = []
    while let row = try rows.next() {
      guard let text = row.text(3),
        let command = try? RecordedJSON.value(TrainingCommand.self, from: text), command.isPossible
      else { throw damaged("a command cannot be understood") }
      events.append(
        (
          row.integer(0) ?? 0,
          RecordedCommand(
            command: command, afterStep: try step(row.integer(1)), time: row.number(2))
        ))
    }
    return events
  }
}

extension TrainingCommand {
  fileprivate var isPossible: Bool {
    switch self {
    case .setOptimizer(let configuration): configuration.problem == nil
    case .restoreWeights(let step): step >= 0
    case .pause, .resume, .saveCheckpoint, .stop: true
    }
  }
}
