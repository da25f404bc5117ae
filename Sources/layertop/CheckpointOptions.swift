import ArgumentParser
import Datasets
import Training

/// What a session saves and tries beside training.
struct CheckpointOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Save a checkpoint every so many steps, beside those of --checkpoint-minutes and the last one.",
      valueName: "steps"))
  var checkpointEvery: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Save a checkpoint every so many minutes.", valueName: "minutes"))
  var checkpointMinutes = 5.0

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many checkpoints are left, those asked for and those of the last seconds aside.",
      valueName: "number"))
  var keepCheckpoints = 3

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Try the network on the test images every so many steps.", valueName: "steps"))
  var evaluateEvery: Int?

  func validate() throws {
    for (option, value) in [("--checkpoint-every", checkpointEvery), ("--evaluate-every", evaluateEvery)] {
      if let value, value < 1 { throw ValidationError("\(option) is \(value); it must be 1 or more") }
    }
    guard checkpointMinutes > 0 && checkpointMinutes <= 1e6 else {
      throw ValidationError(
        "--checkpoint-minutes is \(checkpointMinutes); it must be above 0 and at most 1000000")
    }
    guard keepCheckpoints >= 1 else {
      throw ValidationError("--keep-checkpoints is \(keepCheckpoints); it must be 1 or more")
    }
  }

  /// When checkpoints are saved in a folder.
  func policy(_ folder: CheckpointFolder) -> CheckpointPolicy {
    CheckpointPolicy(
      folder: folder, steps: checkpointEvery, interval: .seconds(60 * checkpointMinutes),
      count: keepCheckpoints)
  }

  /// When the network is tried on test images, which are loaded where they are wanted.
  func evaluation(_ load: () throws -> ImageDataset) rethrows -> SessionPlan.Evaluation? {
    try evaluateEvery.map { SessionPlan.Evaluation(images: try load(), interval: $0) }
  }
}
