import CKernels
import RunModel
import Statistics

/// The realised rates of false alarms among independent vectors, by the very sums and verdicts of a run.
struct MonteCarlo {
  /// The number of parameters of each row, a power of two.
  let parameters: Int
  /// Rows of a step; each row goes on from its own previous vector.
  let rows: Int
  /// Steps with verdicts.
  let steps: Int

  /// The rate of a rule: non-random cells among all; for `discovery` steps with any, which is its false discovery
  /// rate where nothing is there to be discovered.
  func rates(of rules: [TestRule], vectors: NullVectors, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed)
    let tests = rules.map { PreparedTest(rule: $0, parameters: Array(repeating: parameters, count: rows)) }
    var alarms = Array(repeating: 0, count: rules.count)
    var before = (0..<rows).map { _ in vectors.draw(parameters, &random) }
    for _ in 0..<steps {
      let now = before.map { _ in vectors.draw(parameters, &random) }
      let sums = zip(now, before).map { pair($0, $1) }
      for (index, test) in tests.enumerated() {
        let nonRandom = test.verdicts(sums).count { $0.isNonRandom }
        alarms[index] += test.rule.test == .discovery ? min(1, nonRandom) : nonRandom
      }
      before = now
    }
    return zip(rules, alarms).map { rule, alarms in
      Double(alarms) / Double(rule.test == .discovery ? steps : steps * rows)
    }
  }

  private func pair(_ a: [Float], _ b: [Float]) -> PairSums {
    let sums = ck_drift(a, b, a.count)
    return PairSums(
      dot: sums.dot, squaredNorm: sums.squared_norm,
      otherSquaredNorm: b.reduce(0) { $0 + Double($1) * Double($1) }, cross: sums.cross)
  }
}
