import GRDB
import RunModel

/// What is known of a run as a whole, besides its description.
public struct RunOverview: Equatable, Sendable {
  /// The run's name.
  public let name: String
  /// When it began, in seconds since 1970.
  public let begun: Double
  /// Where it branched off another run; nil where it did not.
  public let parent: RunParent?

  init(_ db: Database, _ file: String) throws {
    guard
      let row = try Row.fetchOne(db, sql: "SELECT name, time, parent, parent_step FROM run"),
      let name = row.text(0)
    else { throw RunStoreError.damaged(path: file, reason: "it says nothing of its run") }
    self.name = RecordedText.printable(name)
    begun = row.number(1)
    parent = row.text(2).map {
      RunParent(run: RecordedText.printable($0), step: Int(row.integer(3) ?? 0))
    }
  }
}

/// How far a run has come.
public struct RunProgress: Equatable, Sendable {
  /// The last recorded step; 0 before the first.
  public let lastStep: Int
  /// The first recorded step, which in a branch is not 1; 0 before it.
  public let firstStep: Int
  /// The last step's loss; nil before the first.
  public let lastLoss: Double?
  /// The seconds that the last step took; nil before the first.
  public let lastSeconds: Double?
  /// How the last session ended; nil while it trains, or where it was killed.
  public let finished: FinishReason?
  /// When something was last recorded, in seconds since 1970.
  public let lastTime: Double

  /// Whether the run seems to be trained at a time in seconds since 1970: nobody says that he was killed, but a step that
  /// is long overdue does.
  public func isUnderWay(at now: Double) -> Bool {
    finished == nil && now - lastTime < 10 + 20 * (lastSeconds ?? 1)
  }
}

extension RunReader {
  /// How far the run has come by now.
  public func progress() throws -> RunProgress { try read(progress) }

  func progress(_ db: Database) throws -> RunProgress {
    let last = try Row.fetchOne(
      db, sql: "SELECT step, loss, time, seconds FROM step ORDER BY step DESC LIMIT 1")
    let lastStep = try last.map { try self.step($0.integer(0)) } ?? 0
    let first = try Row.fetchOne(db, sql: "SELECT min(step) FROM step")?.integer(0)
    return RunProgress(
      lastStep: lastStep, firstStep: lastStep == 0 ? 0 : try step(first),
      lastLoss: last?.number(1), lastSeconds: last?.number(3),
      finished: try finished(db),
      lastTime: last?.number(2) ?? overview.begun)
  }

  private func finished(_ db: Database) throws -> FinishReason? {
    let sql = "SELECT outcome, failure FROM session ORDER BY session DESC LIMIT 1"
    guard let row = try Row.fetchOne(db, sql: sql), let outcome = row.text(0) else { return nil }
    switch outcome {
    case "completed": return .completed
    case "stopped": return .stopped
    case "failed": return .failed(RecordedText.printable(row.text(1) ?? "training failed"))
    default: throw damaged("a session ended as nothing known")
    }
  }

  /// A step's number, which must be one.
  func step(_ number: Int64?) throws -> Int {
    guard let number, (0...Self.latestStep).contains(number) else {
      throw damaged("a step's number cannot be")
    }
    return Int(number)
  }

  /// No run comes so far; sums of such numbers stay far from overflow.
  static let latestStep: Int64 = 1 << 40
}
