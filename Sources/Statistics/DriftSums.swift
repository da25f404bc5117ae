/// The sums kept for a tensor at a step t, in double precision; g_t is its mini-batch gradient, θ_t its
/// value after the step and u_t = θ_t − θ_{t−1} its update.
///
/// Sums add up over tensors, so one recording serves every grouping: tensor, layer, block, network.
public struct DriftSums: Equatable, Hashable, Sendable, Codable {
  /// Σ g_t · g_{t−1}.
  public var dot: Double
  /// Σ g_t².
  public var squaredNorm: Double
  /// Σ g_{t−1}²; 0 at the first step and after a fresh start.
  public var previousSquaredNorm: Double
  /// Σ (g_t · g_{t−1})², for the sign-flip statistic.
  public var cross: Double
  /// Σ u_t².
  public var updateSquaredNorm: Double
  /// Σ θ_t².
  public var weightSquaredNorm: Double

  /// Makes sums; all zero unless given.
  public init(
    dot: Double = 0, squaredNorm: Double = 0, previousSquaredNorm: Double = 0, cross: Double = 0,
    updateSquaredNorm: Double = 0, weightSquaredNorm: Double = 0
  ) {
    self.dot = dot
    self.squaredNorm = squaredNorm
    self.previousSquaredNorm = previousSquaredNorm
    self.cross = cross
    self.updateSquaredNorm = updateSquaredNorm
    self.weightSquaredNorm = weightSquaredNorm
  }

  /// The sums of two disjoint sets of parameters taken together.
  public static func + (a: DriftSums, b: DriftSums) -> DriftSums {
    DriftSums(
      dot: a.dot + b.dot, squaredNorm: a.squaredNorm + b.squaredNorm,
      previousSquaredNorm: a.previousSquaredNorm + b.previousSquaredNorm, cross: a.cross + b.cross,
      updateSquaredNorm: a.updateSquaredNorm + b.updateSquaredNorm,
      weightSquaredNorm: a.weightSquaredNorm + b.weightSquaredNorm)
  }

  /// The sums of the two gradients alone.
  public var pair: PairSums {
    PairSums(dot: dot, squaredNorm: squaredNorm, otherSquaredNorm: previousSquaredNorm, cross: cross)
  }

  /// cos(g_t, g_{t−1}), or nil where it does not exist: at the first step, after a fresh start, and where a norm is
  /// zero or not finite.
  public var cosine: Double? { pair.cosine }

  /// ‖g_t‖.
  public var gradientNorm: Double { squaredNorm.squareRoot() }

  /// ‖u_t‖ / ‖θ_t‖, the update-to-weight ratio, or nil where it does not exist: where ‖θ_t‖ is zero, as in biases
  /// before their first update, and where a norm is not finite.
  public var updateToWeightRatio: Double? {
    guard weightSquaredNorm > 0, weightSquaredNorm.isFinite, updateSquaredNorm.isFinite else { return nil }
    return (updateSquaredNorm / weightSquaredNorm).squareRoot()
  }
}
