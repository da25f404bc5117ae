import ArgumentParser
import Foundation
import RunModel
import RunStore
import Training

/// `layertop fork`.
struct ForkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fork", abstract: "Branch off a recorded run: the same coming batches, another optimizer.",
    discussion: """
      The new run begins with the weights, the optimizer's state and the place in the data that the other one had after \
      the given step. Where there is no checkpoint of that step, the steps since the one before are computed again. \
      What is not said of the optimizer stays as it was.
      """)

  @OptionGroup var choice: RunArgument

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The last step that both share; by default that of the newest checkpoint.", valueName: "step"))
  var at: Int?

  @OptionGroup(title: "Optimizer")
  var optimizer: OptimizerOptions

  @OptionGroup var data: RunDataOption

  @Option(help: "The name of the new run and of its folder; by default time, network and optimizer.")
  var name: String?

  @Option(help: "When the disk is full or may not be written to: continue unrecorded, or pause until it may.")
  var onRecordFailure = RunWriter.FailurePolicy.goOn

  @OptionGroup
  var session: SessionOptions

  func validate() throws {
    if let at, at < 0 { throw ValidationError("--at is \(at); it must be 0 or more") }
  }

  func run() throws {
    let reader = try choice.reader()
    let parent = SavedRun(reader)
    let dataset = try parent.images(in: data)
    let evaluation = try session.saving.evaluation { try parent.images(in: data, split: .test) }
    let checkpoint = try parent.checkpoint(at: at, dataset: dataset)
    // What it says of its own place is replaced.
    let like = SessionRequest(
      configuration: reader.description.configuration, dataset: dataset,
      dataFolder: try parent.folder(of: dataset, in: data),
      stepLimit: session.steps.map { checkpoint.state.step + $0 },
      plan: SessionPlan(checkpoints: session.saving.policy(parent.checkpoints), evaluation: evaluation),
      destination: RunDestination(policy: onRecordFailure))
    try session.run(
      parent.fork(checkpoint, named: name, in: choice.runs.runsDir, like: like) { before in
        try optimizer.refuseWhatIsUnused(by: optimizer.optimizer ?? before.rule)
        return optimizer.configuration(changing: before)
      })
  }
}
