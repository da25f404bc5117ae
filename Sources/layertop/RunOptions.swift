import ArgumentParser
import Datasets
import Foundation
import RunModel

extension OptimizerRule: ExpressibleByArgument {}
extension Precision: ExpressibleByArgument {}
extension SampleOrder: ExpressibleByArgument {}
extension DatasetName: ExpressibleByArgument {}

/// What a run computes.
struct RunOptions: ParsableArguments {
  @OptionGroup
  var network: NetworkOptions

  @Option(help: "The images; auto takes CIFAR-10 if it is found, else Fashion-MNIST, else drawn shapes.")
  var dataset = DatasetName.auto

  @Option(help: ArgumentHelp("Where data sets are looked for.", valueName: "folder"))
  var dataDir = DatasetCatalog.defaultDataDirectory(environment: ProcessInfo.processInfo.environment)

  @Option(help: "The optimizer at the start.")
  var optimizer = OptimizerRule.sgd

  @Option(help: "The learning rate, 0 to 100; 0 looks at gradients at fixed weights.")
  var lr = 0.05

  @Option(help: "The momentum coefficient, at least 0 and below 1; plain sgd does not use it.")
  var momentum = 0.9

  @Option(help: "Images per step, 1 to 4096.")
  var batchSize = 128

  @Option(help: "The seed of initial weights and of the order of images, 0 or more.")
  var seed: UInt64 = 1

  @Option(help: "The order of images: a new permutation every epoch, or as they lie in the files.")
  var order = SampleOrder.shuffled

  @Option(
    help: ArgumentHelp(
      "Start from a state dict in torchvision's names, saved by the safetensors library.", valueName: "file"))
  var weights: String?

  @Option(help: "Threads that train, 1 to 256.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "The number format of activations; bf16 needs a processor with AVX512_BF16.")
  var precision = Precision.fp32

  func validate() throws {
    if let problem = optimizerConfiguration.problem { throw ValidationError("\(problem).") }
    guard (1...4096).contains(batchSize) else {
      throw ValidationError("--batch-size is \(batchSize); it must lie between 1 and 4096.")
    }
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads is \(threads); it must lie between 1 and 256.")
    }
  }

  var configuration: RunConfiguration {
    RunConfiguration(
      network: network.configuration, optimizer: optimizerConfiguration, batchSize: batchSize,
      seed: seed, order: order, threads: threads, precision: precision, weights: weights)
  }

  /// Loads the training images.
  func loadDataset() throws -> ImageDataset {
    try DatasetCatalog(dataDirectory: dataDir).load(dataset)
  }

  private var optimizerConfiguration: OptimizerConfiguration {
    OptimizerConfiguration(rule: optimizer, learningRate: lr, momentum: momentum)
  }
}
