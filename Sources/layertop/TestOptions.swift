import ArgumentParser
import RunModel
import Statistics

extension DriftTest: ExpressibleByArgument {}
extension Grouping: ExpressibleByArgument {}

/// How cells are judged and rows are made, wherever that is chosen.
struct TestOptions: ParsableArguments {
  @Option(help: "The test that tells a non-random cell from a random one.")
  var test = DriftTest.paper

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The test's level, between 0 and 1: the chance of a false alarm for a cell, by default 1/n for n parameters; for"
        + " discovery the false discovery rate, by default 0.05.", valueName: "level"))
  var level: Double?

  @Option(help: "What makes a row.")
  var grouping = Grouping.layer

  func validate() throws {
    if let problem = rule.problem { throw ValidationError(problem) }
  }

  var rule: TestRule { TestRule(test, level: level) }
}
