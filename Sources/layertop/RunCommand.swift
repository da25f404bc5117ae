import ArgumentParser
import Dashboard
import TerminalUI

/// `layertop run`, which is also what `layertop` alone does.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Train a network and watch its layers; the default.")

  @OptionGroup(title: "Run")
  var options: RunOptions

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

  @Option(
    help: ArgumentHelp(
      "The colours: \(Theme.builtIn.map(\.name).joined(separator: ", ")), one of yours, or a theme file.",
      valueName: "theme"))
  var theme: String?

  func validate() throws {
    if let steps, steps < 1 { throw ValidationError("--steps is \(steps); it must be 1 or more.") }
    if json && jsonSteps { throw ValidationError("--json and --json-steps exclude each other; give one.") }
    if (json || jsonSteps) && !headless {
      throw ValidationError("--json and --json-steps need --headless.")
    }
  }

  func run() throws {
    let configuration = options.configuration
    if headless {
      let output: HeadlessRun.Output = jsonSteps ? .jsonSteps : json ? .json : .table
      try HeadlessRun(configuration, dataset: options.loadDataset(), stepLimit: steps, output: output).run()
    } else {
      let files = UserFiles()
      let (theme, problems) = try files.theme(theme)
      let dataset = try options.loadDataset()
      var dashboard = DashboardOptions(
        theme: theme, themes: files.library.themes,
        dataset: try options.catalog.resolve(options.dataset).rawValue,
        datasets: options.catalog.choices, settings: files.settings, problems: problems)
      dashboard.isFirstTime = ConfigurationFolder.isFirstTime()
      try DashboardRun(
        configuration, dataset: dataset, catalog: options.catalog, options: dashboard, stepLimit: steps
      ).run()
    }
  }
}
