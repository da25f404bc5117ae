import Foundation
import RunModel
import Statistics
import Testing

struct DriftFrontTests {
  private func verdict(_ rate: Double, _ random: inout SeededGenerator) -> Verdict {
    random.uniform() >= rate ? .random : random.uniform() < 0.5 ? .aligned : .opposed
  }

  /// The mean number of steps until the state changes, over many runs at a rate.
  private func steps(
    untilDrifting target: Bool, rate: Double, rule: DriftFront.Rule, runs: Int, seed: UInt64
  ) -> Double {
    var random = SeededGenerator(seed: seed)
    var start = DriftFront(rule: rule)
    while start.isDrifting == target { start.append(.aligned) }
    let total = (0..<runs).reduce(0) { total, _ in
      var front = start
      while front.isDrifting != target { front.append(verdict(rate, &random)) }
      return total + front.step - start.step
    }
    return Double(total) / Double(runs)
  }

  /// At least T steps between false alarms of either kind; and not so many that the rule sleeps.
  @Test(arguments: [0.05, 0.1, 0.3], [50.0, 300])
  func falseAlarmsAreAsRareAsStated(p0: Double, period: Double) {
    let rule = DriftFront.Rule(randomRate: p0, stepsPerFalseAlarm: period)
    // The standard deviation of a run's length is about its mean, so 200 runs tell it to 7 %.
    let begins = steps(untilDrifting: true, rate: p0, rule: rule, runs: 200, seed: 9)
    let ends = steps(untilDrifting: false, rate: rule.driftRate, rule: rule, runs: 200, seed: 10)
    #expect(begins > period && begins < 30 * period)
    #expect(ends > period && ends < 30 * period)
  }

  /// The rule of use: in 200,000 steps at p₀, which may bring 20 false alarms, with a phase's end for each.
  @Test func falseAlarmsOfTheUsualRule() {
    var random = SeededGenerator(seed: 11)
    var front = DriftFront()
    for _ in 0..<200_000 { front.append(verdict(0.1, &random)) }
    #expect(front.phases.count <= 20)
  }

  @Test func findsWherePhasesBeginAndEnd() {
    var random = SeededGenerator(seed: 12)
    var (lateBegin, lateEnd) = (0, 0)
    for _ in 0..<100 {
      var front = DriftFront()
      for step in 1...1000 { front.append(verdict((301...700).contains(step) ? 0.9 : 0.02, &random)) }
      #expect(front.phases.count == 1)
      let phase = front.phases[0]
      #expect(abs(phase.start - 301) <= 25 && abs(phase.end! - 701) <= 25)
      lateBegin += abs(phase.start - 301) > 3 ? 1 : 0
      lateEnd += abs(phase.end! - 701) > 6 ? 1 : 0
    }
    #expect(lateBegin < 10 && lateEnd < 10)
  }

  @Test func saysSoAfterFewSteps() {
    var front = DriftFront()
    for _ in 0..<100 { front.append(.random) }
    for _ in 0..<5 { front.append(.opposed) }
    #expect(!front.isDrifting && front.onset == nil)
    front.append(.aligned)
    #expect(front.isDrifting && front.onset == 101)
    for _ in 0..<13 { front.append(.random) }
    #expect(front.isDrifting)
    front.append(.random)
    #expect(front.phases == [DriftFront.Phase(start: 101, end: 107)])
  }

  /// Undefined steps are passed over, but counted.
  @Test func undefinedStepsAreNoEvidence() {
    var front = DriftFront()
    front.append(.undefined)
    for _ in 0..<6 {
      front.append(.aligned)
      front.append(.undefined)
    }
    #expect(front.onset == 2)
    #expect(front.step == 13)
  }

  /// A row of independent Gaussian vectors under the exact test never turns non-random.
  @Test func noiseHasNoFront() {
    var random = SeededGenerator(seed: 13)
    let n = 16
    let prepared = PreparedTest(rule: TestRule(.exact, level: 0.05), parameters: [n])
    var front = DriftFront(rule: prepared.frontRule(row: 0))
    var before = (0..<n).map { _ in random.normal() }
    for _ in 0..<5000 {
      let now = (0..<n).map { _ in random.normal() }
      var sums = PairSums()
      for (a, b) in zip(now, before) {
        sums = sums + PairSums(dot: a * b, squaredNorm: a * a, otherSquaredNorm: b * b, cross: a * a * b * b)
      }
      front.append(prepared.verdicts([sums])[0])
      before = now
    }
    #expect(front.phases.isEmpty)
  }

  /// Where chance alone calls every step non-random there is nothing to find.
  @Test func rateOneHasNoFront() {
    var front = DriftFront(rule: DriftFront.Rule(randomRate: 1))
    for _ in 0..<1000 { front.append(.aligned) }
    front.append(.random)
    #expect(front.phases.isEmpty)
  }
}
