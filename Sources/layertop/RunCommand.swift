import ArgumentParser
import Dashboard
import Datasets
import RunModel
import Training

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

  @OptionGroup
  var session: SessionOptions

  func validate() throws {
    if compareTests && !session.headless {
      throw ValidationError("--compare-tests needs --headless")
    }
  }

  func run() throws {
    let name = try options.catalog.resolve(options.dataset)
    let request = try request(options.configuration, dataset: name)
    try session.run(
      request, test: test, comparesTests: compareTests,
      offers: RunOffers(dataset: name.rawValue, datasets: options.catalog.choices) { [self] wanted in
        var other = self
        // The name is the first run's.
        other.record.name = nil
        return try other.request(
          wanted.configuration, dataset: DatasetName(rawValue: wanted.dataset) ?? name)
      })
  }

  /// A session on a data set, recorded and saved as the command line says.
  private func request(_ configuration: RunConfiguration, dataset name: DatasetName) throws -> SessionRequest
  {
    let images = try options.catalog.load(name)
    let evaluation = try session.saving.evaluation { try options.catalog.load(name, split: .test) }
    let destination = try record.destination(for: configuration)
    let checkpoints = destination.checkpoints.map(session.saving.policy)
    return SessionRequest(
      configuration: configuration, dataset: images, dataFolder: options.catalog.folder(for: images),
      stepLimit: session.steps,
      plan: SessionPlan(checkpoints: checkpoints, evaluation: evaluation), destination: destination)
  }
}
