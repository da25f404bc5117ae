/// The sums of two vectors a and b that are compared, in double precision. They add up over disjoint sets of
/// parameters, so one recording serves every grouping.
public struct PairSums: Equatable, Hashable, Sendable, Codable {
  /// Σ a · b.
  public var dot: Double
  /// Σ a².
  public var squaredNorm: Double
  /// Σ b²; 0 where b does not exist yet.
  public var otherSquaredNorm: Double
  /// Σ (a · b)², for the sign-flip statistic.
  public var cross: Double

  /// Makes sums; all zero unless given.
  public init(
    dot: Double = 0, squaredNorm: Double = 0, otherSquaredNorm: Double = 0, cross: Double = 0
  ) {
    self.dot = dot
    self.squaredNorm = squaredNorm
    self.otherSquaredNorm = otherSquaredNorm
    self.cross = cross
  }

  /// The sums of two disjoint sets of parameters taken together.
  public static func + (a: PairSums, b: PairSums) -> PairSums {
    PairSums(
      dot: a.dot + b.dot, squaredNorm: a.squaredNorm + b.squaredNorm,
      otherSquaredNorm: a.otherSquaredNorm + b.otherSquaredNorm, cross: a.cross + b.cross)
  }

  /// cos(a, b) = dot / √(‖a‖² · ‖b‖²), or nil where it does not exist: where a norm is zero or a sum not finite.
  /// Rounding is kept within ±1.
  public var cosine: Double? {
    guard squaredNorm > 0, otherSquaredNorm > 0, squaredNorm.isFinite, otherSquaredNorm.isFinite,
      dot.isFinite
    else { return nil }
    // The roots are taken apart: the product of two squared norms can leave the range of Double.
    let cosine = dot / (squaredNorm.squareRoot() * otherSquaredNorm.squareRoot())
    return min(1, max(-1, cosine))
  }
}
