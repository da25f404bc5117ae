import Statistics

/// One step of training, as measured.
public struct StepRecord: Equatable, Sendable, Codable {
  /// The step's number; the first is 1.
  public var step: Int
  /// The epoch it belongs to; the first is 1.
  public var epoch: Int
  /// The mean cross-entropy of the batch, before the update.
  public var loss: Double
  /// The share of the batch's images classified correctly, before the update.
  public var accuracy: Double
  /// The learning rate of the update, the schedule included.
  public var learningRate: Double
  /// The seconds that the step took.
  public var seconds: Double
  /// The sums of every tensor, in the network's order.
  public var sums: [DriftSums]
  /// The quantities recorded besides the gradient.
  public var others: [QuantitySums]
  /// The dots at lags; nil where they are not estimated.
  public var lags: LagDots?

  /// Makes a record.
  public init(
    step: Int, epoch: Int, loss: Double, accuracy: Double, learningRate: Double, seconds: Double,
    sums: [DriftSums], others: [QuantitySums] = [], lags: LagDots? = nil
  ) {
    self.step = step
    self.epoch = epoch
    self.loss = loss
    self.accuracy = accuracy
    self.learningRate = learningRate
    self.seconds = seconds
    self.sums = sums
    self.others = others
    self.lags = lags
  }

  /// The sums of a quantity for a row, or nil where the quantity is not recorded.
  public func pair(_ quantity: Quantity, of row: LayerDescription) -> PairSums? {
    if quantity == .gradient { return row.tensors.reduce(PairSums()) { $0 + sums[$1].pair } }
    guard let other = others.first(where: { $0.quantity == quantity }) else { return nil }
    return row.tensors.reduce(PairSums()) { $0 + other.sums[$1] }
  }
}

/// What a run is about, said once at its start.
public struct RunDescription: Equatable, Sendable, Codable {
  /// What it was started with.
  public var configuration: RunConfiguration
  /// The data set's name, such as `Fashion-MNIST`.
  public var dataset: String
  /// The number of training images.
  public var images: Int
  /// Full batches in an epoch.
  public var stepsPerEpoch: Int
  /// The network's tensors of parameters, input first.
  public var tensors: [TensorDescription]
  /// Which images these are; nil where nobody has looked.
  public var identity: DatasetIdentity?

  /// Makes a description.
  public init(
    configuration: RunConfiguration, dataset: String, images: Int, stepsPerEpoch: Int,
    tensors: [TensorDescription], identity: DatasetIdentity? = nil
  ) {
    self.configuration = configuration
    self.dataset = dataset
    self.images = images
    self.stepsPerEpoch = stepsPerEpoch
    self.tensors = tensors
    self.identity = identity
  }
}

/// What can be asked of a running session; applied between two steps.
public enum TrainingCommand: Equatable, Sendable, Codable {
  /// Wait after the step under way.
  case pause
  /// Go on.
  case resume
  /// Take another optimizer, or other hyperparameters, from the next step on.
  case setOptimizer(OptimizerConfiguration)
  /// Go back to the last good weights, those of this step, with the optimizer's state and the running statistics of
  /// then; data and steps go on. For the step that follows, gradients before it do not exist.
  case restoreWeights(ofStep: Int)
  /// Save a checkpoint that is kept.
  case saveCheckpoint
  /// End after the step under way.
  case stop
}

/// Why a session ended.
public enum FinishReason: Equatable, Sendable, Codable {
  /// The number of steps asked for was reached.
  case completed
  /// A `stop` command was given.
  case stopped
  /// Training cannot go on; the text is a sentence for the user.
  case failed(String)
}

/// All that a training session says; a closed set.
public enum TrainingEvent: Equatable, Sendable {
  /// The session is ready and begins.
  case started(RunDescription)
  /// A step is done.
  case step(StepRecord)
  /// The step just said was not finite, and the session waits as after `pause`.
  case diverged(Divergence)
  /// A command was applied after this many steps (0: before the first).
  case applied(TrainingCommand, afterStep: Int)
  /// The state after this many steps is on the disk, in the file at this path.
  case checkpointed(path: String, step: Int)
  /// The state after this many steps could not be saved; the text is a sentence for the user. Training goes on.
  case checkpointFailed(String, step: Int)
  /// The network was tried on the images held back.
  case evaluated(Evaluation)
  /// The session is over; nothing follows.
  case finished(FinishReason)
}
