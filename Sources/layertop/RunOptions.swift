import ArgumentParser
import Datasets
import Foundation
import RunModel

extension Precision: ExpressibleByArgument {}
extension SampleOrder: ExpressibleByArgument {}
extension Augmentation: ExpressibleByArgument {}
extension DatasetName: ExpressibleByArgument {}

/// What a run computes.
///
/// Numbers take the next word whatever it is, so that a negative one is refused for what it is.
struct RunOptions: ParsableArguments {
  @OptionGroup
  var network: NetworkOptions

  @Option(help: "The images; auto takes CIFAR-10 if it is found, else Fashion-MNIST, else drawn shapes.")
  var dataset = DatasetName.auto

  @Option(help: ArgumentHelp("Where data sets are looked for.", valueName: "folder"))
  var dataDir = DatasetCatalog.defaultDataDirectory(environment: ProcessInfo.processInfo.environment)

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Channels of an image as the network gets it: 3, grey images three times over, or 1 for grey images as they are.",
      valueName: "1|3"))
  var channels = 3

  @OptionGroup
  var optimizer: OptimizerOptions

  @Option(parsing: .unconditional, help: "Images per step, 1 to 4096.")
  var batchSize = 128

  @Option(
    parsing: .unconditional,
    help: "The seed of initial weights and of the order of images, 0 or more.")
  var seed: UInt64 = 1

  @Option(help: "The order of images: a new permutation every epoch, or as they lie in the files.")
  var order = SampleOrder.shuffled

  @Option(help: "What is drawn for every image: a 32 × 32 crop after padding by 4, a mirror image, or both.")
  var augment = Augmentation.none

  @Option(
    help: ArgumentHelp(
      "Start from a state dict in torchvision's names, saved by the safetensors library.", valueName: "file"))
  var weights: String?

  @Option(parsing: .unconditional, help: "Threads that train, 1 to 256.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: "The number format of activations; bf16 needs a processor with AVX512_BF16.")
  var precision = Precision.fp32

  @OptionGroup
  var recording: QuantityOptions

  func validate() throws {
    try optimizer.refuseWhatIsUnused(by: optimizer.optimizer ?? OptimizerOptions.usualRule)
    guard channels == 1 || channels == 3 else {
      throw ValidationError("--channels is \(channels); it must be 1 or 3")
    }
    guard (1...4096).contains(batchSize) else {
      throw ValidationError("--batch-size is \(batchSize); it must lie between 1 and 4096")
    }
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads is \(threads); it must lie between 1 and 256")
    }
  }

  var configuration: RunConfiguration {
    RunConfiguration(
      network: network.configuration, optimizer: optimizer.configuration, channels: channels,
      batchSize: batchSize, seed: seed, order: order, augmentation: augment, threads: threads,
      precision: precision, weights: weights, recorded: recording.recorded)
  }

  /// Where images are looked for.
  var catalog: DatasetCatalog { DatasetCatalog(dataDirectory: dataDir) }
}
