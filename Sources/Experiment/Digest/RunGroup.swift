import RunModel
import Statistics

/// Runs that differ by nothing but the seed.
public struct RunGroup: Sendable {
  /// What they have in common.
  struct Key: Hashable {
    let network: NetworkConfiguration
    let optimizer: OptimizerConfiguration
    let dataset: String
    let images: Int
    let batchSize: Int
    let augmentation: Augmentation
    let precision: Precision
    let steps: Int

    init(_ run: RunDigest) {
      let configuration = run.description.configuration
      network = configuration.network
      optimizer = configuration.optimizer
      dataset = run.description.dataset
      images = run.description.images
      batchSize = configuration.batchSize
      augmentation = configuration.augmentation
      precision = configuration.precision
      steps = run.steps
    }
  }

  /// The runs, by seed.
  public let runs: [RunDigest]

  /// Sorts runs into groups: by network, stem, optimizer in the order of their lists.
  public static func groups(of runs: [RunDigest]) -> [RunGroup] {
    Dictionary(grouping: runs, by: Key.init).values
      .map { RunGroup(runs: $0.sorted { $0.seed < $1.seed }) }
      .sorted { $0.order.lexicographicallyPrecedes($1.order) }
  }

  /// The first run, which stands for all in what they share.
  public var first: RunDigest { runs[0] }
  /// What they were started with, but for the seed.
  public var configuration: RunConfiguration { first.description.configuration }
  /// The rows of a grouping.
  public func rows(_ grouping: Grouping) -> [LayerDescription] { first.tally(grouping).rows }
  /// The seeds.
  public var seeds: [UInt64] { runs.map(\.seed) }

  /// Network and optimizer, such as `ResNet-18, SGD`.
  public var title: String { "\(network), \(optimizer)" }
  /// The network with its stem where that is not the usual one.
  public var network: String {
    configuration.network.name.family == .resNet && configuration.network.stem == .imagenet
      ? configuration.network.title : configuration.network.fullTitle
  }
  /// The optimizer with its momentum.
  public var optimizer: String {
    let optimizer = configuration.optimizer
    return optimizer.rule == .momentum ? "SGD, momentum \(optimizer.momentum)" : optimizer.rule.title
  }

  /// A number of every run, over seeds; nil where a run has none.
  func estimate(_ number: (RunDigest) -> Double?) -> SeedEstimate? {
    let values = runs.compactMap(number)
    return values.count == runs.count ? SeedEstimate(values) : nil
  }

  /// The mean and spread of a row's share, over seeds.
  func share(_ verdict: Verdict, test: DriftTest, grouping: Grouping, row: Int) -> SeedEstimate? {
    estimate { $0.tally(grouping).counts(test)[row].share(of: verdict) }
  }

  /// The same for aligned and opposed steps together.
  func nonRandomShare(test: DriftTest, grouping: Grouping, row: Int) -> SeedEstimate? {
    estimate { $0.tally(grouping).counts(test)[row].nonRandomShare }
  }

  /// By network, then optimizer, then all the rest, whatever order the runs came in.
  private var order: [String] {
    let rank = OptimizerRule.allCases.firstIndex(of: configuration.optimizer.rule) ?? 0
    return [configuration.network.name.rawValue, network, String(rank), "\(Key(first))"]
  }
}

extension RunDigest {
  /// The seed.
  public var seed: UInt64 { description.configuration.seed }
}
