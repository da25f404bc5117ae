/// A test made ready for the rows of a grouping: bounds are computed once, so that a step's verdicts cost
/// comparisons and, for `discovery`, a p-value for the few rows that need it.
public struct PreparedTest: Equatable, Sendable {
  /// The test and its level.
  public let rule: TestRule
  /// The number of parameters of each row.
  public let parameters: [Int]
  private let bounds: [Double]
  /// For `discovery`: the |cos| above which a row survives whatever the others are, from the level q/m for m rows.
  private let sureBounds: [Double]

  /// Prepares a rule, which has no `problem`, for rows with these numbers of parameters, each at least 1.
  public init(rule: TestRule, parameters: [Int]) {
    self.rule = rule
    self.parameters = parameters
    bounds = parameters.map { n in
      let logLevel = rule.logLevel(parameters: n)
      return switch rule.test {
      case .paper: PaperBound.threshold(logLevel: logLevel, parameters: n)
      case .exact, .discovery: ExactNull.threshold(logLevel: logLevel, parameters: n)
      case .signFlip: SignFlip.threshold(logLevel: logLevel)
      }
    }
    let rows = Double(parameters.count)
    sureBounds =
      rule.test == .discovery
      ? parameters.map { ExactNull.threshold(level: rule.discoveryLevel / rows, parameters: $0) } : []
  }

  /// The verdicts on the sums of all rows of one step, in the order of the rows.
  public func verdicts(_ sums: [PairSums]) -> [Verdict] {
    precondition(sums.count == parameters.count, "there are sums for every row")
    guard rule.test == .discovery else {
      return sums.indices.map { Verdict(cosine: statistic(sums[$0]), bound: bounds[$0]) }
    }
    let rejected = DiscoveryRate.rejected(
      logP: sums.indices.map { logP(row: $0, cosine: sums[$0].cosine) }, level: rule.discoveryLevel)
    return sums.indices.map { Verdict(cosine: sums[$0].cosine, bound: rejected[$0] ? 0 : 1) }
  }

  /// What the row's statistic is held against: |cos|, for `signFlip` |z|; for `discovery` the exact test's bound at
  /// level q, below which no row survives.
  public func bound(row: Int) -> Double { bounds[row] }

  /// The |cos| above which a row is non-random; nil for tests that do not judge by the row's cosine alone.
  public func threshold(row: Int) -> Double? {
    switch rule.test {
    case .paper, .exact: bounds[row]
    case .signFlip, .discovery: nil
    }
  }

  /// The row's cosine, for `signFlip` its z, as a multiple of `bound`; nil where it does not exist or the bound is 0.
  public func relative(row: Int, _ sums: PairSums) -> Double? {
    guard bounds[row] > 0 else { return nil }
    return statistic(sums).map { $0 / bounds[row] }
  }

  private func statistic(_ sums: PairSums) -> Double? {
    rule.test == .signFlip ? SignFlip.z(sums) : sums.cosine
  }

  /// ln p for `discovery`, with p = 0 for a row that survives in any case and p = 1 for one that cannot: neither
  /// changes what becomes of the others.
  private func logP(row: Int, cosine: Double?) -> Double? {
    guard let cosine else { return nil }
    if abs(cosine) > sureBounds[row] { return -.infinity }
    if abs(cosine) <= bounds[row] { return 0 }
    return ExactNull.logP(cosine: cosine, parameters: parameters[row])
  }
}
