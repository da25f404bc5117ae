import ArgumentParser
import Training

/// `layertop run`, which is also what `layertop` alone does.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Train a network and watch its layers; the default.")

  @OptionGroup(title: "Run")
  var options: RunOptions

  @OptionGroup(title: "Recording")
  var record: RecordOptions

  @OptionGroup
  var session: SessionOptions

  func run() throws {
    let configuration = options.configuration
    let dataset = try options.loadDataset()
    let evaluation = try session.saving.evaluation { try options.loadDataset(.test) }
    let destination = try record.destination(for: configuration)
    let checkpoints = destination.checkpoints.map(session.saving.policy)
    try session.run(
      SessionRequest(
        configuration: configuration, dataset: dataset, stepLimit: session.steps,
        plan: SessionPlan(checkpoints: checkpoints, evaluation: evaluation), destination: destination))
  }
}
