import ArgumentParser
import Dashboard
import Datasets
import RunModel
import Training

/// How a session is shown, how far it goes, and what it saves and tries on the way.
struct SessionOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: "Stop after this many steps, 1 or more; without it training goes on until it is stopped.")
  var steps: Int?

  @Flag(help: "Train without a screen and print a table of layers at the end.")
  var headless = false

  @Flag(help: "With --headless: print the table as one JSON object.")
  var json = false

  @Flag(help: "With --headless: print one JSON object a step, with the cosine of every tensor.")
  var jsonSteps = false

  @OptionGroup
  var look: ThemeOption

  @OptionGroup(title: "Checkpoints")
  var saving: CheckpointOptions

  func validate() throws {
    if let steps, steps < 1 { throw ValidationError("--steps is \(steps); it must be 1 or more") }
    if json && jsonSteps { throw ValidationError("--json and --json-steps exclude each other; give one") }
    if (json || jsonSteps) && !headless {
      throw ValidationError("--json and --json-steps need --headless")
    }
  }

  /// Trains until the end, on the screen or without one.
  func run(
    _ session: SessionRequest, test: TestOptions? = nil, comparesTests: Bool = false, offers: RunOffers? = nil
  ) throws {
    guard !headless else {
      let output: HeadlessRun.Output = jsonSteps ? .jsonSteps : json ? .json : .table
      return try HeadlessRun(session, output: output, test: test, comparesTests: comparesTests).run()
    }
    var options = try look.options()
    options.canBegin = offers != nil
    options.savesCheckpoints = session.plan.checkpoints != nil
    options.dataset = offers?.dataset ?? ""
    options.datasets = offers?.datasets ?? []
    try DashboardRun(session, options: options, rule: test?.rule, begin: offers?.begin).run()
  }
}

/// Runs that can be begun from the dashboard.
struct RunOffers {
  /// The data set of the first run, by its name on the command line.
  let dataset: String
  /// The data sets that can be chosen.
  let datasets: [DatasetChoice]
  /// Settles everything about a run that is asked for; called on the thread that begins it.
  let begin: @Sendable (RunRequest) throws -> SessionRequest
}

/// A session that is to be: what it trains on, from where, and where it is recorded.
struct SessionRequest: Sendable {
  var configuration: RunConfiguration
  var dataset: ImageDataset
  /// The absolute path of the folder that has the images; nil where they come from no file.
  var dataFolder: String?
  /// The last step; nil: there is none.
  var stepLimit: Int?
  var plan: SessionPlan
  var destination: RunDestination
  /// What happened up to the plan's checkpoint, for the screen.
  var history: [TrainingEvent] = []
}
