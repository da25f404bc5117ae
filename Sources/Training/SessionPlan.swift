import Datasets
import RunModel

/// How a session begins, and what it does beside training.
public struct SessionPlan: Sendable {
  /// Images that the network is tried on, and how often.
  public struct Evaluation: Sendable {
    /// The images, in the classes of those trained on.
    public var images: ImageDataset
    /// Steps from one trial to the next, 1 or more.
    public var interval: Int

    /// Makes a plan.
    public init(images: ImageDataset, interval: Int) {
      self.images = images
      self.interval = interval
    }
  }

  /// What the run goes on from; nil: its first step is the next.
  public var checkpoint: Checkpoint?
  /// Commands that are applied, and said, before the next step.
  public var commands: [TrainingCommand]
  /// The commands of the run's record. Those of steps to come are applied, and said, when these steps have come; those
  /// up to the checkpoint's are applied without a word, since they are recorded already.
  public var recorded: [AppliedCommand]
  /// Where and when checkpoints are saved; nil: never.
  public var checkpoints: CheckpointPolicy?
  /// When the network is tried on other images; nil: never.
  public var evaluation: Evaluation?

  /// Makes a plan; a run from its first step, and nothing beside it, unless given.
  public init(
    checkpoint: Checkpoint? = nil, commands: [TrainingCommand] = [], recorded: [AppliedCommand] = [],
    checkpoints: CheckpointPolicy? = nil, evaluation: Evaluation? = nil
  ) {
    self.checkpoint = checkpoint
    self.commands = commands
    self.recorded = recorded
    self.checkpoints = checkpoints
    self.evaluation = evaluation
  }
}
