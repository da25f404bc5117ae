import Datasets
import RunModel

/// Does a recorded run once more, commands included, and holds every step against the record.
///
/// The same program on the same kind of processor computes the same bits, so a difference means that the record, the
/// images or the program is another.
public struct Reexecution {
  /// What came of it.
  public enum Outcome: Equatable, Sendable {
    /// So many steps were done, and all that are recorded are the same.
    case same(steps: Int)
    /// The first difference.
    case differs(StepDifference)
  }

  private let trainer: Trainer
  private var replay: CommandReplay

  /// Plans the run as it was begun: from its first step, or from the checkpoint that a fork began with.
  ///
  /// Belongs to the calling thread from here on.
  public init(
    _ configuration: RunConfiguration, dataset: ImageDataset, checkpoint: Checkpoint?,
    commands: [AppliedCommand]
  ) throws {
    try self.init(configuration, dataset: dataset, checkpoint: checkpoint, commands: commands, width: nil)
  }

  /// The same for a network of another width: tests take a narrow one.
  init(
    _ configuration: RunConfiguration, dataset: ImageDataset, checkpoint: Checkpoint?,
    commands: [AppliedCommand], width: Int?
  ) throws {
    trainer = try Trainer(configuration, dataset: dataset, width: width, checkpoint: checkpoint)
    replay = CommandReplay(commands, to: trainer)
  }

  /// Trains up to a step and compares; `recorded` gives the record of a step, or nil where there is none. `isCancelled`
  /// is asked before every step, and ends the comparison early.
  public mutating func run(
    upTo last: Int, isCancelled: () -> Bool = { false }, recorded: (Int) throws -> StepRecord?,
    progress: (StepRecord) -> Void = { _ in }
  ) throws -> Outcome {
    let first = trainer.stepsDone
    while trainer.stepsDone < last && !isCancelled() {
      _ = try replay.apply(to: trainer)
      let record = try trainer.step()
      if let expected = try recorded(record.step),
        let difference = StepDifference(of: record, from: expected, tensors: trainer.description.tensors)
      {
        return .differs(difference)
      }
      progress(record)
    }
    return .same(steps: trainer.stepsDone - first)
  }

  /// The state after a step, with the commands that were applied before the next one.
  public mutating func checkpoint(after step: Int) throws -> Checkpoint {
    _ = try run(upTo: step, recorded: { _ in nil })
    _ = try replay.apply(to: trainer)
    return try trainer.checkpoint()
  }
}

/// Where a step that was done again is another than the record says.
public struct StepDifference: Equatable, Sendable {
  /// The step.
  public var step: Int
  /// The first number that differs, such as `loss` or `Σ θ² of conv1.weight`.
  public var what: String
  /// The number in the record.
  public var recorded: Double
  /// The number now.
  public var computed: Double

  /// What differs, in words.
  public var sentence: String { "\(what) is \(recorded) in the record and \(computed) now" }

  init(step: Int, what: String, recorded: Double, computed: Double) {
    self.step = step
    self.what = what
    self.recorded = recorded
    self.computed = computed
  }

  /// Compares all numbers but times; nil where they are the same.
  init?(of computed: StepRecord, from recorded: StepRecord, tensors: [TensorDescription]) {
    var timed = computed
    timed.seconds = recorded.seconds
    guard timed != recorded else { return nil }
    let (new, old) = (Self.numbers(computed, tensors), Self.numbers(recorded, tensors))
    // One that only one of the two has is a difference too.
    guard
      let index = (0..<max(new.count, old.count)).first(where: {
        $0 >= new.count || $0 >= old.count || !Self.isSame(new[$0], old[$0])
      })
    else { return nil }
    step = computed.step
    what = index < old.count ? old[index].name : new[index].name
    self.recorded = index < old.count ? old[index].value : .nan
    self.computed = index < new.count ? new[index].value : .nan
  }

  private typealias Number = (name: String, value: Double)

  /// Recordings know one nan, and no sign of zero.
  private static func isSame(_ a: Number, _ b: Number) -> Bool {
    a.name == b.name && (a.value == b.value || a.value.isNaN && b.value.isNaN)
  }

  private static func numbers(_ record: StepRecord, _ tensors: [TensorDescription]) -> [Number] {
    var numbers = [
      ("loss", record.loss), ("accuracy", record.accuracy), ("learning rate", record.learningRate),
      ("epoch", Double(record.epoch)),
    ]
    for (tensor, sums) in zip(tensors, record.sums) {
      numbers += [
        ("Σ u² of \(tensor.name)", sums.updateSquaredNorm),
        ("Σ θ² of \(tensor.name)", sums.weightSquaredNorm),
      ]
    }
    for quantity in [QuantitySums(.gradient, sums: record.sums.map(\.pair))] + record.others {
      for (tensor, sums) in zip(tensors, quantity.sums) {
        let name = "of \(quantity.quantity.rawValue), \(tensor.name)"
        numbers += [
          ("Σ a·b \(name)", sums.dot), ("Σ a² \(name)", sums.squaredNorm),
          ("Σ b² \(name)", sums.otherSquaredNorm), ("Σ (a·b)² \(name)", sums.cross),
        ]
      }
    }
    return numbers + (record.lags?.dots.enumerated().map { ("estimate \($0) at a lag", $1) } ?? [])
  }
}
