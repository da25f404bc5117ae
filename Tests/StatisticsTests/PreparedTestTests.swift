import Foundation
import RunModel
import Statistics
import Testing

struct PreparedTestTests {
  private static let parameters = [1, 2, 3, 64, 512, 5130, 36_864, 2_359_296, 23_520_842]

  /// Sums of rows whose cosines are around their thresholds or far from them; some do not exist.
  private func step(_ random: inout SeededGenerator, rows: [Int]) -> [PairSums] {
    rows.map { n in
      if random.uniform() < 0.1 { return PairSums() }
      let size = pow(10, random.uniform(-1, 1.3)) / Double(n).squareRoot()
      let cosine = max(-1, min(1, random.normal() * size))
      return PairSums(
        dot: cosine, squaredNorm: 1, otherSquaredNorm: 1, cross: random.uniform(0.5, 2) / Double(n))
    }
  }

  /// The verdict as the test is written down, from p-values.
  private func naive(_ rule: TestRule, rows: [Int], sums: [PairSums]) -> [Bool] {
    let logP = zip(rows, sums).map { n, sums in
      sums.cosine.map { ExactNull.logP(cosine: $0, parameters: n) }
    }
    if rule.test == .discovery { return DiscoveryRate.rejected(logP: logP, level: rule.level ?? 0.05) }
    return rows.indices.map { row in
      guard let cosine = sums[row].cosine else { return false }
      let n = Double(rows[row])
      let epsilon = rule.level ?? 1 / n
      return switch rule.test {
      case .paper: cosine * cosine * n > log(1 / epsilon)
      case .exact: logP[row]! < log(epsilon)
      default: 2 * exp(-0.5 * pow(SignFlip.z(sums[row])!, 2)) < epsilon
      }
    }
  }

  @Test(arguments: DriftTest.allCases, [nil, 1e-12, 0.01, 0.2] as [Double?])
  func verdictsAreThoseOfTheDefinition(test: DriftTest, level: Double?) {
    var random = SeededGenerator(seed: 3)
    let rule = TestRule(test, level: level)
    let rows = (0..<5).flatMap { _ in Self.parameters }
    let prepared = PreparedTest(rule: rule, parameters: rows)
    var seen: Set<Verdict> = []
    for _ in 0..<100 {
      let sums = step(&random, rows: rows)
      let verdicts = prepared.verdicts(sums)
      #expect(verdicts.map(\.isNonRandom) == naive(rule, rows: rows, sums: sums))
      for (verdict, cosine) in zip(verdicts, sums.map(\.cosine)) {
        seen.insert(verdict)
        #expect((verdict == .undefined) == (cosine == nil))
        #expect(!verdict.isNonRandom || (verdict == .aligned) == (cosine! > 0))
      }
    }
    #expect(seen == Set(Verdict.allCases))
  }

  @Test func thresholdsAndMultiplesOfThem() {
    let n = 512
    let sums = PairSums(dot: -0.3, squaredNorm: 1, otherSquaredNorm: 1, cross: 0.01)
    let paper = PreparedTest(rule: TestRule(), parameters: [n])
    #expect(paper.threshold(row: 0) == PaperBound.threshold(parameters: n))
    #expect(paper.relative(row: 0, sums) == -0.3 / PaperBound.threshold(parameters: n))
    #expect(paper.relative(row: 0, PairSums()) == nil)
    let free = PreparedTest(rule: TestRule(.paper, level: 0.01), parameters: [n])
    #expect(abs(free.threshold(row: 0)! - (log(100) / 512).squareRoot()) < 1e-15)
    let exact = PreparedTest(rule: TestRule(.exact), parameters: [n])
    #expect(exact.threshold(row: 0) == ExactNull.threshold(level: 1 / 512, parameters: n))
    let signs = PreparedTest(rule: TestRule(.signFlip, level: 0.01), parameters: [n])
    #expect(signs.threshold(row: 0) == nil)
    #expect(abs(signs.relative(row: 0, sums)! + 3 / (2 * log(200)).squareRoot()) < 1e-12)
    let discovery = PreparedTest(rule: TestRule(.discovery), parameters: [n])
    #expect(discovery.threshold(row: 0) == nil)
    #expect(discovery.bound(row: 0) == ExactNull.threshold(level: 0.05, parameters: n))
  }

  /// One parameter: the paper passes every cosine, the exact test and the sign-flip none.
  @Test func oneParameter() {
    let sums = [PairSums(dot: -1, squaredNorm: 1, otherSquaredNorm: 1, cross: 1)]
    let verdicts = DriftTest.allCases.map {
      PreparedTest(rule: TestRule($0), parameters: [1]).verdicts(sums)[0]
    }
    #expect(verdicts == [.opposed, .random, .random, .random])
    #expect(PreparedTest(rule: TestRule(), parameters: [1]).relative(row: 0, sums[0]) == nil)
  }

  @Test func ratesClaimedAndTrue() {
    let rows = [1, 64, 512]
    let paper = PreparedTest(rule: TestRule(), parameters: rows)
    #expect(abs(paper.claimedRate(row: 2) - 1 / 512) < 1e-15)
    #expect(paper.exactRate(row: 0) == 1)
    #expect(abs(paper.exactRate(row: 1)! - 0.04043) < 1e-5)
    let exact = PreparedTest(rule: TestRule(.exact, level: 0.01), parameters: rows)
    #expect(exact.exactRate(row: 0) == 0)
    #expect(abs(exact.exactRate(row: 2)! - 0.01) < 1e-12)
    #expect(PreparedTest(rule: TestRule(.discovery), parameters: rows).exactRate(row: 0) == nil)
    let lax = PreparedTest(rule: TestRule(.paper, level: 0.5), parameters: rows)
    #expect(lax.frontRule(row: 1).randomRate == lax.exactRate(row: 1))
    #expect(exact.frontRule(row: 2).randomRate == 0.1)
  }

  @Test func levelsHaveARange() {
    #expect(TestRule().problem == nil)
    #expect(TestRule(.exact, level: 1e-300).problem == nil)
    #expect(TestRule(.exact, level: 1).problem == "the level of a test lies between 0 and 1, not at 1.0")
    for level in [0, -0.1, 2, Double.nan, .infinity] {
      #expect(TestRule(.exact, level: level).problem != nil)
    }
  }

  @Test func everyTestHasAName() {
    #expect(DriftTest.allCases.map(\.title) == ["paper", "exact", "sign-flip", "discovery"])
    #expect(Set(DriftTest.allCases.map(\.meaning)).count == 4)
  }
}
