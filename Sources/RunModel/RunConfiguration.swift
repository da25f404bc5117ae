/// The first layers of a ResNet.
public enum Stem: String, CaseIterable, Sendable, Codable {
  /// torchvision's: 7 × 7, stride 2, then max-pooling 3 × 3, stride 2.
  case imagenet
  /// He et al. (2015) for 32 × 32 images: 3 × 3, stride 1, no pooling.
  case cifar
}

/// The order in which images are drawn.
public enum SampleOrder: String, CaseIterable, Sendable, Codable {
  /// A new permutation from the seed in every epoch.
  case shuffled
  /// As they lie in the files.
  case sequential
}

/// The networks' names.
public enum NetworkName: String, CaseIterable, Sendable, Codable {
  /// He et al. (2015), 18 layers.
  case resnet18

  /// The name as written in papers.
  public var title: String {
    switch self {
    case .resnet18: "ResNet-18"
    }
  }
}

/// All that decides what a run computes, except the images themselves.
public struct RunConfiguration: Equatable, Sendable, Codable {
  /// The network.
  public var network: NetworkName
  /// Its first layers.
  public var stem: Stem
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
  /// The safetensors file whose weights the run starts from; nil: initial weights from the seed.
  public var weights: String?

  /// Makes a configuration; the paper's values unless given.
  public init(
    network: NetworkName = .resnet18, stem: Stem = .imagenet,
    optimizer: OptimizerConfiguration = OptimizerConfiguration(), batchSize: Int = 128, seed: UInt64 = 1,
    order: SampleOrder = .shuffled, threads: Int = 1, weights: String? = nil
  ) {
    self.network = network
    self.stem = stem
    self.optimizer = optimizer
    self.batchSize = batchSize
    self.seed = seed
    self.order = order
    self.threads = threads
    self.weights = weights
  }
}
