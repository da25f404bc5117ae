import RunModel
import Statistics

/// Runs that differ by nothing but the seed.
public struct RunGroup: Sendable {
  /// The runs, by seed; each has its own.
  public let runs: [RunDigest]
  /// Network and optimizer, with what else tells the group from the others, such as `ResNet-18, SGD, batch 64`.
  public let title: String

  /// Sorts runs into groups: by network, stem, optimizer in the order of their lists.
  public static func groups(of runs: [RunDigest]) -> [RunGroup] {
    let groups = Dictionary(grouping: runs, by: \.settings).values
      .map { RunGroup(runs: $0.sorted { $0.seed < $1.seed }) }.sorted { $0.precedes($1) }
    let varying = [Factor.learningRate, .batchSize, .steps, .data, .otherSettings].filter { factor in
      Set(groups.map { $0.settings[factor] }).count > 1
    }
    return groups.map { RunGroup(runs: $0.runs, telling: varying) }
  }

  private init(runs: [RunDigest], telling factors: [Factor] = []) {
    self.runs = runs
    let (first, settings) = (runs[0], runs[0].settings)
    let names = [Self.network(first.description.configuration.network), settings[.optimizer]]
    title = (names + factors.map { factor in settings[factor].map(factor.phrase) }).compactMap(\.self)
      .joined(separator: ", ")
  }

  /// The first run, which stands for all in what they share.
  public var first: RunDigest { runs[0] }
  /// What they have in common, in words.
  public var settings: [Factor: String] { first.settings }
  /// What they were started with, but for the seed.
  public var configuration: RunConfiguration { first.description.configuration }
  /// The rows of a grouping.
  public func rows(_ grouping: Grouping) -> [LayerDescription] { first.tally(grouping).rows }
  /// The seeds.
  public var seeds: [UInt64] { runs.map(\.seed) }

  /// The network with its stem where that is not the usual one.
  private static func network(_ network: NetworkConfiguration) -> String {
    network.name.family == .resNet && network.stem == .imagenet ? network.title : network.fullTitle
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
  private func precedes(_ other: RunGroup) -> Bool {
    let (mine, others) = (order, other.order)
    return mine == others ? rest < other.rest : mine < others
  }

  private var order: (String, String, Int, Double, Int, Int) {
    let (network, optimizer) = (configuration.network, configuration.optimizer)
    let rank = OptimizerRule.allCases.firstIndex(of: optimizer.rule) ?? 0
    return (
      network.name.rawValue, Self.network(network), rank, optimizer.learningRate, configuration.batchSize,
      first.steps
    )
  }

  private var rest: String {
    [Factor.optimizer, .data, .otherSettings].map { settings[$0] ?? "" }.joined(separator: " ")
  }
}

extension Factor {
  /// A value of it among other words.
  fileprivate func phrase(_ value: String) -> String {
    switch self {
    case .learningRate: "lr \(value)"
    case .batchSize: "batch \(value)"
    case .steps: "\(value) steps"
    default: value
    }
  }
}

extension RunDigest {
  /// The seed.
  public var seed: UInt64 { description.configuration.seed }
}
