import ArgumentParser
import Datasets
import Foundation
import RunModel
import RunStore
import Training

extension DatasetSplit: ExpressibleByArgument {}

/// `layertop evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate", abstract: "Try the network of a run or of a checkpoint on test images.",
    discussion: """
      Of a run the newest checkpoint is taken. In evaluation mode: batch normalisation by its running statistics, \
      without dropout.
      """)

  @OptionGroup var choice: RunArgument

  @Option(help: "The images: test or training.")
  var split = DatasetSplit.test

  @OptionGroup var data: RunDataOption

  @Option(parsing: .unconditional, help: "Threads, 1 to 256.")
  var threads = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard (1...256).contains(threads) else {
      throw ValidationError("--threads is \(threads); it must lie between 1 and 256")
    }
  }

  func run() throws {
    let (checkpoint, folder) = try checkpoint(at: choice.path())
    let images = try data.images(of: checkpoint.state.run, recorded: folder, split: split)
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

  /// The checkpoint, and where its run had the images from if that is known.
  private func checkpoint(at path: String) throws -> (Checkpoint, dataFolder: String?) {
    guard let folder = try runFolder(at: path) else { return (try Checkpoint(path: path), nil) }
    guard let newest = try CheckpointFolder(path: folder.checkpoints).newest() else {
      throw RunFailure(
        "\(folder.path) has no checkpoint; one is saved every few minutes and at the end of a session")
    }
    // What a damaged record says of them is not needed.
    return (newest, try? RunReader(path: folder.address).dataFolder())
  }

  /// The folder of a run that is named by it or by its file; nil where there is no run but perhaps a checkpoint.
  private func runFolder(at path: String) throws -> RunFolder? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    if isFolder.boolValue { return RunFolder(path: path) }
    do {
      return try RunReader(path: path).folder
    } catch RunStoreError.foreign {
      return nil
    }
  }
}
