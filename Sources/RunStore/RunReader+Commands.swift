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

  /// The commands recorded after one with a number, with their numbers.
  func events(_ db: Database, after number: Int64) throws -> [(number: Int64, command: RecordedCommand)] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT event, after_step, time, content FROM event
        WHERE event > ? AND kind = 'command' AND length(content) < 100000 ORDER BY event
        """,
      arguments: [number])
    var events: [(Int64, RecordedCommand)] = []
    while let row = try rows.next() {
      guard let text = row.text(3),
        let command = try? RecordedJSON.value(TrainingCommand.self, from: text), command.isPossible,
        let time = row.time(2)
      else { throw damaged("a command cannot be understood") }
      events.append(
        (
          row.integer(0) ?? 0,
          RecordedCommand(command: command, afterStep: try step(row.integer(1)), time: time)
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
