import ArgumentParser
import Dashboard

/// `layertop run`, which is also what `layertop` alone does.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Train a network and watch its layers; the default.")

  @OptionGroup(title: "Run")
  var options: RunOptions

  @OptionGroup(title: "Tests")
  var test: TestOptions

  @Flag(help: "With --headless: add the share of non-random cells under each test.")
  var compareTests = false

  @OptionGroup(title: "Recording")
  var record: RecordOptions

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

  @OptionGroup var theme: ThemeOption

  func validate() throws {
    if let steps, steps < 1 { throw ValidationError("--steps is \(steps); it must be 1 or more") }
    if json && jsonSteps { throw ValidationError("--json and --json-steps exclude each other; give one") }
    if (json || jsonSteps) && !headless {
      throw ValidationError("--json and --json-steps need --headless")
    }
    if compareTests && !headless { throw ValidationError("--compare-tests needs --headless.") }
  }

  func run() throws {
    let configuration = options.configuration
    if headless {
      let output: HeadlessRun.Output = jsonSteps ? .jsonSteps : json ? .json : .table
      try HeadlessRun(
        configuration, dataset: options.loadDataset(), stepLimit: steps, output: output, test: test,
        comparesTests: compareTests,
        record: record
      ).run()
    } else {
      let dataset = try options.loadDataset()
      var dashboard = try theme.options()
      dashboard.dataset = try options.catalog.resolve(options.dataset).rawValue
      dashboard.datasets = options.catalog.choices
      try DashboardRun(
        configuration, dataset: dataset, catalog: options.catalog, options: dashboard, stepLimit: steps,
        record: record
      ).run()
    }
  }
}
