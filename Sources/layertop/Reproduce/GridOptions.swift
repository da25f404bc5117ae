import ArgumentParser
import Datasets
import Experiment
import Foundation
import RunModel

/// Which part of the experiment is run, and how.
struct GridOptions: ParsableArguments {
  @Flag(help: "The paper's whole grid: ResNet-18, 34 and 50 over ten epochs, unless options say otherwise.")
  var full = false

  @Option(
    help: ArgumentHelp("The networks, with commas between (default: resnet18,resnet34).", valueName: "names"))
  var networks: ListArgument<NetworkName>?

  @Option(help: ArgumentHelp("The optimizers: sgd, momentum.", valueName: "names"))
  var optimizers = ListArgument<OptimizerRule>([.sgd, .momentum])

  @Option(parsing: .unconditional, help: "Runs of each, with seeds from 1 on; 1 to 1000.")
  var seeds = 3

  @Option(parsing: .unconditional, help: "Steps of each run (default: 200).")
  var steps: Int?

  @Option(parsing: .unconditional, help: "Epochs of each run, instead of steps.")
  var epochs: Int?

  @Option(help: "The first layers: imagenet is 7 × 7 with pooling, cifar is 3 × 3 without.")
  var stem = Stem.imagenet

  @Option(help: "The images; auto takes CIFAR-10 if it is found, else Fashion-MNIST, else drawn shapes.")
  var dataset = DatasetName.auto

  @Option(help: ArgumentHelp("Where data sets are looked for.", valueName: "folder"))
  var dataDir = DatasetCatalog.defaultDataDirectory(environment: ProcessInfo.processInfo.environment)

  @Option(parsing: .unconditional, help: "Images per step, 1 to 4096.")
  var batchSize = 128

  @Option(parsing: .unconditional, help: "The learning rate, 0 to 100.")
  var lr = 0.05

  @Option(parsing: .unconditional, help: "The momentum of SGD with momentum, at least 0 and below 1.")
  var momentum = 0.9

  @Option(parsing: .unconditional, help: "Threads that train, 1 to 256.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "The number format of activations; bf16 needs a processor with AVX512_BF16.")
  var precision = Precision.fp32

  func validate() throws {
    func check(_ name: String, _ value: Int?, _ range: ClosedRange<Int>) throws {
      guard let value, !range.contains(value) else { return }
      throw ValidationError(
        "\(name) is \(value); it must lie between \(range.lowerBound) and \(range.upperBound)")
    }
    try check("--seeds", seeds, 1...1000)
    try check("--steps", steps, 2...1_000_000_000)
    try check("--epochs", epochs, 1...1_000_000)
    try check("--batch-size", batchSize, 1...4096)
    try check("--threads", threads, 1...256)
    if steps != nil && epochs != nil {
      throw ValidationError("--steps and --epochs exclude each other; give one")
    }
    if let network = networks?.values.first(where: { $0.family != .resNet }) {
      throw ValidationError(
        "\(network.rawValue) is no network of the paper; take resnet18, resnet34 or resnet50")
    }
    if let problem = grid.optimizers.lazy.compactMap(\.problem).first { throw ValidationError(problem) }
  }

  /// The grid.
  var grid: ExperimentGrid {
    let usual: [NetworkName] = full ? [.resnet18, .resnet34, .resnet50] : [.resnet18, .resnet34]
    return ExperimentGrid(
      networks: (networks?.values ?? usual).map { NetworkConfiguration($0, stem: stem) },
      optimizers: optimizers.values.map {
        OptimizerConfiguration(rule: $0, learningRate: lr, momentum: $0 == .momentum ? momentum : nil)
      },
      seeds: (1...UInt64(seeds)).map { $0 },
      common: RunConfiguration(batchSize: batchSize, threads: threads, precision: precision))
  }

  /// The steps of each run, where an epoch has so many.
  func stepCount(stepsPerEpoch: Int) -> Int {
    if let steps { return steps }
    if let epochs = epochs ?? (full ? 10 : nil) { return epochs * stepsPerEpoch }
    return 200
  }

  /// The options as words of a command line that says the same.
  var words: [String] {
    var words = [
      "--networks", grid.networks.map(\.name.rawValue).joined(separator: ","), "--optimizers",
      optimizers.description, "--seeds", "\(seeds)", "--stem", stem.rawValue, "--dataset", dataset.rawValue,
      "--data-dir", dataDir, "--batch-size", "\(batchSize)", "--lr", "\(lr)", "--momentum", "\(momentum)",
      "--precision", precision.rawValue,
    ]
    if full { words.append("--full") }
    if let steps { words += ["--steps", "\(steps)"] }
    if let epochs { words += ["--epochs", "\(epochs)"] }
    return words
  }
}

/// Names with commas between them.
struct ListArgument<Value: RawRepresentable & CaseIterable & Sendable>: ExpressibleByArgument, Sendable
where Value.RawValue == String {
  let values: [Value]

  init(_ values: [Value]) { self.values = values }

  init?(argument: String) {
    let names = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let values = names.compactMap(Value.init)
    guard values.count == names.count, Set(names).count == names.count else { return nil }
    self.values = values
  }

  var description: String { values.map(\.rawValue).joined(separator: ",") }
  var defaultValueDescription: String { description }
  static var allValueStrings: [String] { Value.allCases.map(\.rawValue) }
}
