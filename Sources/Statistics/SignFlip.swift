import Foundation

/// The sign-flip test: if the signs of the coordinate products were fair coins, independent of each other, then
/// Pr(|z| ≥ t) ≤ 2·exp(−t²/2) for z = Σ aᵢbᵢ / √Σ (aᵢbᵢ)², whatever the products' sizes (Hoeffding 1963).
///
/// Unlike the other tests it does not assume that all directions are alike. What it cannot bear is signs that depend
/// on each other.
public enum SignFlip {
  /// z = dot / √cross, or nil where the cosine does not exist or a sum is not finite; |z| ≤ √n.
  ///
  /// Where all coordinate products are zero, z is 0: there is nothing that signs could turn.
  public static func z(_ sums: PairSums) -> Double? {
    guard sums.cosine != nil, sums.cross.isFinite, sums.cross >= 0 else { return nil }
    return sums.cross > 0 ? sums.dot / sums.cross.squareRoot() : 0
  }

  /// The natural logarithm of the bound on the two-sided p-value, min(0, ln 2 − z²/2).
  public static func logP(z: Double) -> Double { min(0, Double.ln2 - 0.5 * z * z) }

  /// The |z| whose bound is the level with this natural logarithm, √(2 ln(2/ε)).
  public static func threshold(logLevel: Double) -> Double { (2 * (Double.ln2 - logLevel)).squareRoot() }
}

extension Double {
  /// ln 2.
  fileprivate static let ln2 = 0.693_147_180_559_945_3
}
