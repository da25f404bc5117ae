import ArgumentParser
import NeuralNetwork
import RunModel
import RunStore

extension RunWriter.FailurePolicy: ExpressibleByArgument {}

/// Where runs lie.
struct RunsFolderOption: ParsableArguments {
  @Option(help: ArgumentHelp("The folder of runs.", valueName: "folder"))
  var runsDir = "runs"
}

/// Whether and where a run is recorded.
struct RecordOptions: ParsableArguments {
  @OptionGroup var runs: RunsFolderOption

  @Option(help: "The name of the run and of its folder; by default time, network and optimizer.")
  var name: String?

  @Flag(help: "Do not record the run.")
  var noRecord = false

  @Option(help: "When the disk is full or may not be written to: continue unrecorded, or pause until it may.")
  var onRecordFailure = RunWriter.FailurePolicy.goOn

  func validate() throws {
    if noRecord && name != nil {
      throw ValidationError("--name and --no-record exclude each other; give one")
    }
  }

  /// Makes the run's folder.
  ///
  /// - Throws: `RunStoreError` where the folder cannot be made, unless the run is to go on unrecorded.
  func destination(for configuration: RunConfiguration, parent: RunParent? = nil) throws -> RunDestination {
    guard !noRecord else { return RunDestination(policy: onRecordFailure) }
    return try RunDestination.settle(onRecordFailure) {
      let folder = try RunFolder.create(in: runs.runsDir, name: name, for: configuration)
      return try RunDestination(folder, .new(parent: parent), policy: onRecordFailure)
    }
  }
}
