import Foundation

/// The procedure of Benjamini and Hochberg (1995), which keeps the expected share of false alarms among all alarms at
/// most at the level q, for p-values that are independent or positively dependent (Benjamini and Yekutieli 2001).
public enum DiscoveryRate {
  /// Which hypotheses are rejected: the k smallest of m p-values, with the greatest k for which p₍ₖ₎ ≤ k·q/m.
  ///
  /// Takes natural logarithms of p-values; hypotheses without one are neither rejected nor counted in m. The level q
  /// lies in (0, 1]. O(m log m).
  public static func rejected(logP: [Double?], level: Double) -> [Bool] {
    let ordered = logP.lazy.compactMap { $0 }.filter { !$0.isNaN }.sorted()
    let logStep = log(level) - log(Double(ordered.count))
    let last = ordered.indices.last { ordered[$0] <= log(Double($0 + 1)) + logStep }
    guard let last else { return Array(repeating: false, count: logP.count) }
    return logP.map { $0.map { $0 <= ordered[last] } ?? false }
  }
}
