import ArgumentParser
import RunModel
import Statistics

/// What is recorded besides the gradient.
struct QuantityOptions: ParsableArguments {
  /// The things that `--record` lists.
  struct List: Equatable {
    static let names = Quantity.allCases.filter { $0 != .gradient }.map(\.rawValue) + ["lags"]
    var quantities: Set<Quantity> = []
    var lags = false

    init() {}

    init(_ text: String) throws {
      for name in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
        guard Self.names.contains(name) else {
          throw ValidationError("give some of \(Self.names.joined(separator: ",")), separated by commas")
        }
        if let quantity = Quantity(rawValue: name) { quantities.insert(quantity) } else { lags = true }
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      "What is recorded besides cos(g_t, g_(t-1)) of the gradients g: update for cos(u_t, u_(t-1)) of the updates u,"
        + " mean for cos(g_t, m_(t-1)) with the exponential mean m of gradients, descent for cos(g_t, u_t), lags for"
        + " estimates of cos(g_t, g_(t-k)) at k = 1, 2, 4 to 64.", valueName: "list"),
    transform: List.init)
  var record = List()

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The share of itself that the mean of gradients keeps at a step, from 0 to below 1; default: 0.9.",
      valueName: "beta"))
  var betaMean: Double?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Add a row of so many independent Gaussian numbers, drawn at every step, 2 to 100000000: what a test says of"
        + " it beyond random is a false alarm.", valueName: "n"))
  var control: Int?

  func validate() throws {
    if betaMean != nil && !record.quantities.contains(.mean) {
      throw ValidationError("--beta-mean is for the mean of gradients; give --record mean, or leave it out")
    }
    if let problem = recorded.problem { throw ValidationError(problem) }
  }

  var recorded: RecordedQuantities {
    var recorded = RecordedQuantities(
      quantities: record.quantities, lags: record.lags, control: control)
    if let betaMean { recorded.beta = betaMean }
    return recorded
  }
}
