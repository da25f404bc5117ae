/// The optimizers' names.
public enum OptimizerRule: String, CaseIterable, Sendable, Codable {
  /// θ ← θ − lr · g.
  case sgd
  /// v ← μ · v + g, θ ← θ − lr · v.
  case momentum

  /// The name as written in papers.
  public var title: String {
    switch self {
    case .sgd: "SGD"
    case .momentum: "SGD with momentum"
    }
  }
}

/// An optimizer and its hyperparameters, as a user sets them.
public struct OptimizerConfiguration: Equatable, Hashable, Sendable, Codable {
  /// The rule.
  public var rule: OptimizerRule
  /// The learning rate, ≥ 0; 0 is allowed, to look at gradients at fixed weights.
  public var learningRate: Double
  /// The momentum coefficient μ in [0, 1); kept but unused by plain SGD.
  public var momentum: Double

  /// Makes a configuration; the paper's values unless given.
  public init(rule: OptimizerRule = .sgd, learningRate: Double = 0.05, momentum: Double = 0.9) {
    self.rule = rule
    self.learningRate = learningRate
    self.momentum = momentum
  }

  /// Says what is wrong with the values, or nil.
  public var problem: String? {
    if !learningRate.isFinite || learningRate < 0 || learningRate > 100 {
      return "the learning rate is \(learningRate); it must lie between 0 and 100"
    }
    if !momentum.isFinite || momentum < 0 || momentum >= 1 {
      return "the momentum is \(momentum); it must be at least 0 and below 1"
    }
    return nil
  }
}

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
  /// Images per step.
  public var batchSize: Int
  /// The seed of initial weights and of the order of images.
  public var seed: UInt64
  /// The order of images.
  public var order: SampleOrder
  /// Threads used for training.
  public var threads: Int
  /// The number format of activations.
  public var precision: Precision
  /// The safetensors file whose weights the run starts from; nil: initial weights from the seed.
  public var weights: String?

  /// Makes a configuration; the paper's values unless given.
  public init(
    network: NetworkConfiguration = NetworkConfiguration(),
    optimizer: OptimizerConfiguration = OptimizerConfiguration(), batchSize: Int = 128, seed: UInt64 = 1,
    order: SampleOrder = .shuffled, threads: Int = 1, precision: Precision = .fp32,
    weights: String? = nil
  ) {
    self.network = network
    self.optimizer = optimizer
    self.batchSize = batchSize
    self.seed = seed
    self.order = order
    self.threads = threads
    self.precision = precision
    self.weights = weights
  }
}
