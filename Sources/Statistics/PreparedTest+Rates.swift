import Foundation

extension PreparedTest {
  /// The rate of false alarms of the row's cells that the test claims: ε, or q of a step's alarms for `discovery`.
  public func claimedRate(row: Int) -> Double { exp(rule.logLevel(parameters: parameters[row])) }

  /// The exact chance that independent uniform directions are called non-random; nil for tests that do not judge by
  /// the row's cosine alone.
  public func exactRate(row: Int) -> Double? {
    threshold(row: row).map { threshold in
      threshold < 1 ? exp(ExactNull.logP(cosine: threshold, parameters: parameters[row])) : 0
    }
  }

  /// The rule by which the row's drift front is found: a row counts as random up to the share of non-random steps that
  /// chance alone gives it, and in any case up to 0.1.
  public func frontRule(row: Int) -> DriftFront.Rule {
    DriftFront.Rule(randomRate: max(0.1, exactRate(row: row) ?? claimedRate(row: row)))
  }
}
