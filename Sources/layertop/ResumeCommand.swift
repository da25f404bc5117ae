import ArgumentParser
import RunModel
import RunStore
import Training

/// `layertop resume`.
struct ResumeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume", abstract: "Go on with a recorded run, exactly where it was.",
    discussion: """
      The run goes on from its newest checkpoint, with the same images, and is recorded in the same folder. Steps that \
      were recorded after that checkpoint are computed again, under the commands that were given then: bit for bit \
      the same on the same kind of machine.
      """)

  @OptionGroup var choice: RunArgument

  @OptionGroup var data: RunDataOption

  @Flag(help: "Begin again where no checkpoint is left; the steps are computed and recorded anew.")
  var fromStart = false

  @Option(help: "When the disk is full or may not be written to: continue unrecorded, or pause until it may.")
  var onRecordFailure = RunWriter.FailurePolicy.goOn

  @OptionGroup
  var session: SessionOptions

  func run() throws { try session.run(request()) }

  /// Settles what is to be done. The reader is closed with it: a connection that opened a killed program's log for
  /// reading alone would keep every other one in this process from writing.
  private func request() throws -> SessionRequest {
    let reader = try choice.reader()
    let run = SavedRun(reader)
    let dataset = try run.images(in: data)
    let evaluation = try session.saving.evaluation { try run.images(in: data, split: .test) }
    let recorded = try reader.progress().lastStep
    let checkpoint = try run.checkpoint(upTo: recorded)
    let step = checkpoint?.state.step ?? 0
    // A run that was killed before it saved one has lost nothing; of any other the past would be at stake.
    guard try checkpoint != nil || fromStart || !reader.tellsOfCheckpoints() else {
      throw RunFailure(
        "\(RecordedText.printable(run.name)) has no checkpoint left to go on from; --from-start computes its"
          + " \(recorded) steps again from the first")
    }
    let destination = try RunDestination.settle(onRecordFailure) {
      try RunDestination(reader.folder, .resumed(afterStep: step), policy: onRecordFailure)
    }
    let later = destination.checkpoints?.setAside(after: step) ?? 0
    if later > 0 {
      StandardError.write(
        "going on after step \(step), the last that is recorded and saved; checkpoints of later steps are kept as"
          + " *-unrecorded.safetensors (\(later))")
    }
    return SessionRequest(
      configuration: reader.description.configuration, dataset: dataset,
      dataFolder: try run.folder(of: dataset, in: data),
      stepLimit: session.steps.map { max(recorded, step) + $0 },
      plan: SessionPlan(
        checkpoint: checkpoint, recorded: try run.commands(),
        checkpoints: destination.checkpoints.map(session.saving.policy), evaluation: evaluation),
      destination: destination, history: try run.history(upTo: step))
  }
}
