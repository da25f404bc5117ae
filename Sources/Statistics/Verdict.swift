import Foundation

/// What a test says of one layer at one step. *Non-random* means aligned or opposed.
public enum Verdict: String, Equatable, Hashable, Sendable, Codable, CaseIterable {
  /// cos > τ: the gradient goes on as it went.
  case aligned
  /// |cos| ≤ τ: not to be told from a random direction.
  case random
  /// cos < −τ: the gradient turns back.
  case opposed
  /// cos does not exist.
  case undefined

  /// The verdict on a cosine held against a bound τ ≥ 0; both two-sided, as the lemma is.
  public init(cosine: Double?, bound: Double) {
    guard let cosine, !cosine.isNaN else {
      self = .undefined
      return
    }
    self = cosine > bound ? .aligned : cosine < -bound ? .opposed : .random
  }

  /// Whether it is aligned or opposed.
  public var isNonRandom: Bool { self == .aligned || self == .opposed }
}

/// The bound of "Understanding Stochastic Optimization Behavior at the Layer Update Level", after Arora's
/// lecture: for two independent random directions in Rⁿ, Pr(|cos| > √(ln(1/ε)/n)) < ε, used with ε = 1/n.
///
/// The bound's claim is not exact: under the uniform null the chance of passing it is larger than ε.
public enum PaperBound {
  /// τ(n) = √(ln n / n), natural logarithm; n ≥ 1 is the number of parameters.
  ///
  /// For n = 1 it is 0: the only directions are +1 and −1, and every cosine passes.
  public static func threshold(parameters n: Int) -> Double {
    threshold(logLevel: -log(Double(n)), parameters: n)
  }

  /// √(ln(1/ε)/n) for a level ε whose natural logarithm is given and at most 0; above 1 no cosine passes.
  public static func threshold(logLevel: Double, parameters n: Int) -> Double {
    precondition(n >= 1, "a layer has at least one parameter")
    return (-logLevel / Double(n)).squareRoot()
  }
}
