/// A command and the place in the run where it was applied.
public struct AppliedCommand: Equatable, Sendable, Codable {
  /// What was asked for.
  public var command: TrainingCommand
  /// The number of steps done before.
  public var afterStep: Int

  /// Makes a value.
  public init(_ command: TrainingCommand, afterStep: Int) {
    self.command = command
    self.afterStep = afterStep
  }
}

extension TrainingCommand {
  /// Whether it changes what the steps after it compute, so that whoever does a run again must apply it.
  public var changesTraining: Bool {
    switch self {
    case .setOptimizer, .restoreWeights: true
    case .pause, .resume, .saveCheckpoint, .stop: false
    }
  }
}
