import ArgumentParser
import Datasets
import Foundation
import RunModel
import Training

extension DatasetSplit: ExpressibleByArgument {}

/// `layertop evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Try a checkpoint's network on test images.",
    discussion: """
      In evaluation mode: batch normalisation by its running statistics, without dropout.
      """)

  @Argument(help: ArgumentHelp("A checkpoint, or a run, whose newest is taken.", valueName: "checkpoint"))
  var path: String

  @Option(help: "The images: test or training.")
  var split = DatasetSplit.test

  @OptionGroup var folder: DataFolderOption

  @Option(parsing: .unconditional, help: "Threads, 1 to 256.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads is \(threads); it must lie between 1 and 256.")
    }
  }

  func run() throws {
    let checkpoint = try SavedRun.checkpoint(at: path)
    let images = try SavedRun.images(of: checkpoint.state.run, in: folder, split: split)
    let evaluation = try checkpoint.evaluate(images, threads: threads)
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      StandardOutput.write(String(decoding: try encoder.encode(evaluation), as: UTF8.self))
    } else {
      let network = checkpoint.state.run.configuration.network.fullTitle
      StandardOutput.write(
        "\(network) after \(evaluation.step) steps, \(evaluation.images) \(split.rawValue) images of"
          + " \(images.name): \(evaluation.summary)")
    }
  }
}

/// What the commands that go on from a saved run have in common.
enum SavedRun {
  /// The checkpoint at a path, or the newest one of the run whose folder it is.
  static func checkpoint(at path: String) throws -> Checkpoint {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      return try Checkpoint(path: path)
    }
    guard let newest = try CheckpointFolder(path: path + "/checkpoints").newest() else {
      throw RunFailure("\(path) has no checkpoint; run layertop with --checkpoint-every to have some saved")
    }
    return newest
  }

  /// The images that a run is about.
  static func images(
    of run: RunDescription, in folder: DataFolderOption, split: DatasetSplit = .training
  ) throws -> ImageDataset {
    guard let name = run.identity.flatMap({ DatasetName(rawValue: $0.name) }) else {
      throw RunFailure("the run does not say which images it is about; it was saved by another layertop")
    }
    return try DatasetCatalog(dataDirectory: folder.dataDir).load(name, split: split)
  }
}
