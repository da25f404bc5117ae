import RunModel
import Statistics
import Testing

@testable import Experiment

@Suite struct StatementTests {
  private func answer(_ statement: Statement, _ runs: [RunDigest]) -> Answer {
    Answer(statement, in: RunGroup.groups(of: runs))
  }

  private func primary(_ answer: Answer) throws -> Finding {
    try #require(answer.findings.first { $0.isPrimary })
  }

  @Test func runsAsThePaperSaysUpholdIt() throws {
    let runs = SampleRuns.paperLike(.sgd)
    let first = try primary(answer(.skipOrOutput, runs))
    #expect(first.outcome == .upheld)
    // 17 or 18 of the 19 steps that have a cosine, and none in the others but layer2.0.bn2.
    #expect(first.measures[0].estimate.mean > 0.85)
    #expect(first.measures[1].estimate.mean < 0.15)
    #expect(
      abs(
        first.measures[2].estimate.mean - (first.measures[0].estimate.mean - first.measures[1].estimate.mean))
        < 1e-12)
    #expect(first.measures[3].estimate.mean > 0.9)
    let third = try primary(answer(.primarilyOutput, runs))
    #expect(third.outcome == .upheld)
    #expect(abs(third.measures[0].estimate.mean - 0.75) < 1e-12, "three rows of four that are non-random")
    #expect(abs(third.measures[1].estimate.mean - 3.0 / 13) < 1e-12)
  }

  @Test func evenRunsDoNot() throws {
    let runs = (1...3).map { seed in SampleRuns.run(seed: seed) { _, _ in -0.5 } }
    #expect(try primary(answer(.skipOrOutput, runs)).outcome == .notUpheld)
    let third = answer(.primarilyOutput, runs)
    #expect(third.findings.allSatisfy { $0.condition[.grouping] == "block" || $0.outcome != .upheld })
  }

  @Test func meansNearZero() throws {
    let near = (1...3).map { seed in
      SampleRuns.run(.momentum, seed: seed) { name, _ in name.hasPrefix("fc") ? 0.9 : 0.04 }
    }
    let upheld = answer(.meanNearZero, near)
    #expect(upheld.outcome == .upheld)
    #expect(try primary(upheld).measures[0].estimate.mean == 1)
    #expect(abs(try primary(upheld).measures[1].estimate.mean - 0.04) < 1e-12)
    let far = (1...3).map { seed in SampleRuns.run(.momentum, seed: seed) { _, _ in 0.5 } }
    #expect(answer(.meanNearZero, far).outcome == .notUpheld)
    // Within the bound √(ln 100 / 100) = 0.21, and not within 0.05.
    let between = (1...3).map { seed in SampleRuns.run(.momentum, seed: seed) { _, _ in 0.1 } }
    let depends = answer(.meanNearZero, between)
    #expect(depends.outcome == nil)
    #expect(depends.decidingFactors.contains(.reading))
    #expect(depends.verdict.hasPrefix("depends on the "))
    #expect(depends.dependencies.contains { $0.contains("within 0.05: not upheld in 5 of 5 conditions;") })
  }

  @Test func statementsSpeakOfTheirOptimizers() {
    let sgd = SampleRuns.paperLike(.sgd)
    #expect(answer(.meanNearZero, sgd).findings.isEmpty)
    #expect(answer(.meanNearZero, sgd).verdict.hasPrefix("not tested"))
    #expect(answer(.skipOrOutput, SampleRuns.paperLike(.momentum)).findings.isEmpty)
  }

  @Test func seedsThatDisagreeDecideNothing() throws {
    let runs = (1...3).map { seed in
      SampleRuns.run(seed: seed) { name, _ in
        name.hasPrefix("layer2") && seed == 1 || name == "fc.weight" ? 0.9 : 0
      }
    }
    #expect(try primary(answer(.skipOrOutput, runs)).outcome == .undecided)
  }

  @Test func oneSeedDecidesNothing() throws {
    let one = [SampleRuns.paperLike(.sgd)[0]]
    for statement in [Statement.skipOrOutput, .primarilyOutput] {
      let answer = answer(statement, one)
      #expect(!answer.findings.isEmpty && answer.findings.allSatisfy { $0.outcome == .undecided })
      #expect(answer.verdict == "undecided with so few seeds")
    }
  }

  /// All layers but the first are opposed.
  private func opposedEverywhere(
    _ rule: OptimizerRule = .sgd, _ network: NetworkName = .resnet18,
    changing change: (inout RunConfiguration) -> Void = { _ in }
  ) -> [RunDigest] {
    (1...3).map { seed in
      SampleRuns.run(rule, seed: seed, network: network, changing: change) { name, _ in
        name == "conv1.weight" ? 0 : -0.5
      }
    }
  }

  @Test func choicesThatDecideOnlyTogether() {
    let runs = SampleRuns.paperLike(.sgd) + opposedEverywhere(.momentum, .resnet50)
    let answer = answer(.primarilyOutput, runs)
    let layer = Answer(
      .primarilyOutput,
      findings: answer.findings.filter {
        $0.condition[.grouping] == "layer" && $0.condition[.test] == "paper"
          && $0.condition[.reading] == "last quarter" && $0.condition[.layers] == "all"
      })
    #expect(layer.outcome == nil && layer.decidingFactors.isEmpty)
    #expect(layer.verdict.hasPrefix("depends on several choices together (upheld in 1 of 2 conditions"))
  }

  @Test func aLearningRateCanDecide() throws {
    let faster = opposedEverywhere { $0.optimizer.learningRate = 0.5 }
    let answer = answer(.primarilyOutput, SampleRuns.paperLike(.sgd) + faster)
    #expect(answer.decidingFactors.contains(.learningRate))
    #expect(answer.dependencies.contains { $0.hasPrefix("By learning rate: 0.05: upheld in ") })
    let conditions = answer.findings.map(\.condition)
    #expect(Set(conditions).count == conditions.count, "no condition is there twice")
  }

  @Test func outcomes() {
    let (high, low, wide) = (
      SeedEstimate([0.8, 0.81]), SeedEstimate([0.1, 0.11]), SeedEstimate([0.3, 0.8])
    )
    #expect(Outcome.of(above: [high], below: [low]) == .upheld)
    #expect(Outcome.of(above: [SeedEstimate([0.9])], below: [low]) == .undecided)
    #expect(Outcome.of(above: [low]) == .notUpheld)
    #expect(Outcome.of(above: [high], below: [high]) == .notUpheld)
    #expect(Outcome.of(above: [wide], below: [low]) == .undecided)
    #expect(Outcome.of(above: [wide], below: [high]) == .notUpheld)
  }
}
