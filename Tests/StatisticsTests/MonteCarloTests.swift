import Foundation
import RunModel
import Statistics
import Testing

/// The tests' claims against what happens to independent vectors.
struct MonteCarloTests {
  private static let rules = [
    TestRule(.paper, level: 0.02), TestRule(.exact, level: 0.02), TestRule(.signFlip, level: 0.02),
    TestRule(.discovery, level: 0.1),
  ]
  private static let study = MonteCarlo(parameters: 64, rows: 16, steps: 250)

  /// Four standard deviations of the share of alarms among so many cells or steps.
  private func margin(_ rate: Double, of trials: Int) -> Double {
    4 * (rate * (1 - rate) / Double(trials)).squareRoot()
  }

  @Test func whereAllDirectionsAreAlike() {
    let rates = Self.study.rates(of: Self.rules, vectors: .isotropic, seed: 1)
    let cells = Self.study.rows * Self.study.steps
    let truth = PreparedTest(rule: Self.rules[0], parameters: [64]).exactRate(row: 0)!
    #expect(truth > 0.04)
    #expect(abs(rates[0] - truth) < margin(truth, of: cells))
    #expect(abs(rates[1] - 0.02) < margin(0.02, of: cells))
    #expect(rates[2] < 0.02)
    #expect(rates[3] < 0.1 + margin(0.1, of: Self.study.steps))
  }

  /// Signs are fair coins still, so the sign-flip test holds; single coordinates that decide a cosine make large ones
  /// more frequent than the exact null has it.
  @Test(arguments: [NullVectors.heavyTailed, .alongAxes])
  func whereFewCoordinatesDecide(vectors: NullVectors) {
    let rates = Self.study.rates(of: Self.rules, vectors: vectors, seed: 2)
    #expect(rates[0] > 0.05 && rates[1] > 0.03 && rates[3] > 0.2)
    #expect(rates[2] < 0.02)
  }

  /// Coordinates that share few strong directions have signs that depend on each other: no test holds.
  @Test func whereSignsDependOnEachOther() {
    let rates = Self.study.rates(of: Self.rules, vectors: .turned, seed: 3)
    #expect(rates[0] > 0.1 && rates[1] > 0.1 && rates[2] > 0.05 && rates[3] > 0.3)
  }

  /// Prints the table of the README; LAYERTOP_MONTE_CARLO is the number of steps of 16 rows.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["LAYERTOP_MONTE_CARLO"] != nil))
  func printsTheTable() throws {
    let steps = try #require(Int(ProcessInfo.processInfo.environment["LAYERTOP_MONTE_CARLO"] ?? ""))
    let study = MonteCarlo(parameters: 512, rows: 16, steps: steps)
    let rules = [
      TestRule(.paper), TestRule(.exact), TestRule(.signFlip), TestRule(.paper, level: 0.01),
      TestRule(.exact, level: 0.01), TestRule(.signFlip, level: 0.01), TestRule(.discovery),
    ]
    let claims = rules.map { PreparedTest(rule: $0, parameters: [512]).claimedRate(row: 0) }
    var columns: [[Double]] = []
    for vectors in NullVectors.allCases { columns.append(study.rates(of: rules, vectors: vectors, seed: 4)) }
    print("| test | claim | \(NullVectors.allCases.map(\.rawValue).joined(separator: " | ")) |")
    for (index, rule) in rules.enumerated() {
      let cells = ([claims[index]] + columns.map { $0[index] }).map { String(format: "%.2f %%", 100 * $0) }
      print("| \(rule.test.title) | \(cells.joined(separator: " | ")) |")
    }
  }
}
