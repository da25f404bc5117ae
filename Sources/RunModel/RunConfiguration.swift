/// The order in which images are drawn.
public enum SampleOrder: String, CaseIterable, Sendable, Codable {
  /// A new permutation from the seed in every epoch.
  case shuffled
  /// As they lie in the files.
  case sequential
}

/// All that decides what a run computes, except the images themselves.
public struct RunConfiguration: Equatable, Sendable, Codable {
  /// The network.
  public var network: NetworkConfiguration
  /// The optimizer at the start.
  public var optimizer: OptimizerConfiguration
  /// Channels of an image as the network gets it: 3, or 1 for grey images.
  public var channels: Int
  /// Images per step.
  public var batchSize: Int
  /// The seed of initial weights and of the order of images.
  public var seed: UInt64
  /// The order of images.
  public var order: SampleOrder
  /// What is drawn anew for every image.
  public var augmentation: Augmentation
  /// Threads used for training.
  public var threads: Int
  /// The number format of activations.
  public var precision: Precision
  /// The safetensors file whose weights the run starts from; nil: initial weights from the seed.
  public var weights: String?
  /// What is recorded besides the gradient's sums.
  public var recorded: RecordedQuantities

  /// Makes a configuration; the paper's values unless given.
  public init(
    network: NetworkConfiguration = NetworkConfiguration(),
    optimizer: OptimizerConfiguration = OptimizerConfiguration(), channels: Int = 3, batchSize: Int = 128,
    seed: UInt64 = 1, order: SampleOrder = .shuffled, augmentation: Augmentation = .none, threads: Int = 1,
    precision: Precision = .fp32,
    weights: String? = nil, recorded: RecordedQuantities = RecordedQuantities()
  ) {
    self.network = network
    self.optimizer = optimizer
    self.channels = channels
    self.batchSize = batchSize
    self.seed = seed
    self.order = order
    self.augmentation = augmentation
    self.threads = threads
    self.precision = precision
    self.weights = weights
    self.recorded = recorded
  }
}
