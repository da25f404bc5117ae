import ArgumentParser
import TerminalUI

/// `layertop run`, which is also what `layertop` alone does.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Train a network and watch its layers; the default.")

  @OptionGroup(title: "Run")
  var options: RunOptions

  @OptionGroup(title: "Tests")
  var test: TestOptions

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

  @Option(
    help: ArgumentHelp("The colours: default, monochrome, or a theme file.", valueName: "theme"))
  var theme = "default"

  func validate() throws {
    if let steps, steps < 1 { throw ValidationError("--steps is \(steps); it must be 1 or more") }
    if json && jsonSteps { throw ValidationError("--json and --json-steps exclude each other; give one") }
    if (json || jsonSteps) && !headless {
      throw ValidationError("--json and --json-steps need --headless")
    }
    if test.compareTests && !headless { throw ValidationError("--compare-tests needs --headless.") }
  }

  func run() throws {
    let configuration = options.configuration
    if headless {
      let output: HeadlessRun.Output = jsonSteps ? .jsonSteps : json ? .json : .table
      try HeadlessRun(
        configuration, dataset: options.loadDataset(), stepLimit: steps, output: output, test: test,
        record: record
      ).run()
    } else {
      try DashboardRun(
        configuration, dataset: options.loadDataset(), theme: Theme.named(theme), stepLimit: steps,
        record: record
      ).run()
    }
  }
}
