import RunModel

/// The runs of the experiment: every network with every optimizer and every seed.
public struct ExperimentGrid: Equatable, Sendable {
  /// One run of the grid.
  public struct Cell: Equatable, Sendable {
    /// The run's name, which says all that tells it from the others, such as `resnet18-imagenet-sgd-seed1`.
    public var name: String
    /// What it is started with.
    public var configuration: RunConfiguration
  }

  /// The networks.
  public var networks: [NetworkConfiguration]
  /// The optimizers.
  public var optimizers: [OptimizerConfiguration]
  /// The seeds.
  public var seeds: [UInt64]
  /// What all runs share; its network, optimizer and seed are not looked at.
  public var common: RunConfiguration

  /// Makes a grid.
  public init(
    networks: [NetworkConfiguration], optimizers: [OptimizerConfiguration], seeds: [UInt64],
    common: RunConfiguration
  ) {
    self.networks = networks
    self.optimizers = optimizers
    self.seeds = seeds
    self.common = common
  }

  /// The runs: the first seed of everything before the second, so that a grid that is stopped early has something of
  /// everything.
  public var cells: [Cell] {
    seeds.flatMap { seed in
      networks.flatMap { network in
        optimizers.map { optimizer in
          var configuration = common
          configuration.network = network
          configuration.optimizer = optimizer
          configuration.seed = seed
          return Cell(name: Self.name(configuration), configuration: configuration)
        }
      }
    }
  }

  private static func name(_ configuration: RunConfiguration) -> String {
    let network = configuration.network
    let form = network.name.family == .resNet ? "-\(network.stem.rawValue)" : ""
    return
      "\(network.name.rawValue)\(form)-\(configuration.optimizer.rule.rawValue)-seed\(configuration.seed)"
  }
}
