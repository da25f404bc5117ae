import CKernels

/// Lookahead (Zhang et al. 2019) around a rule: the rule takes k steps on the fast weights θ, then the slow weights
/// go a part of the way, φ ← φ + α·(θ − φ), and the fast ones start from there, θ ← φ. The rule's own state goes on.
/// State: that of the rule, then φ, which begins at the weights before the first update.
struct LookaheadOptimizer: Optimizer {
  /// Floats on the stack at a time.
  private static let chunk = Int(CK_SKETCH)

  var rule: any Optimizer
  /// k.
  var steps: Int
  /// α.
  var alpha: Double
  /// The slot of φ.
  var slot: Int

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    if state.age(slot) == 0 { state[slot].update(from: weights, count: count) }
    guard (state.age(slot) + 1).isMultiple(of: steps) else {
      return rule.update(weights, gradient: gradient, state: state, count: count, with: comparison)
    }
    var sums = ck_sums()
    for start in stride(from: 0, to: count, by: Self.chunk) {
      sums += synchronize(
        weights + start, gradient: gradient + start, state: state.advanced(by: start),
        count: min(Self.chunk, count - start), with: comparison?.pointee.advanced(by: start))
    }
    return sums
  }

  /// The rule's step and that of the slow weights, which are one update to whoever looks on.
  private func synchronize(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: ck_comparison?
  ) -> ck_sums {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.chunk) { before in
      guard let before = before.baseAddress else { preconditionFailure("a chunk has an address") }
      before.initialize(from: weights, count: count)
      var factors = ck_factors(learningRate: alpha)
      guard var comparison else {
        _ = rule.update(weights, gradient: gradient, state: state, count: count, with: nil)
        return ck_update(CK_LOOKAHEAD, weights, state[slot], before, gradient, count, &factors, nil)
      }
      // The rule's part looks on the gradient alone, the slow weights' part on the update.
      var ofUpdate = comparison
      (ofUpdate.previous, ofUpdate.mean, ofUpdate.sketch) = (nil, nil, nil)
      comparison.update = nil
      let first = rule.update(weights, gradient: gradient, state: state, count: count, with: &comparison)
      var sums = ck_update(
        CK_LOOKAHEAD, weights, state[slot], before, gradient, count, &factors, &ofUpdate)
      (sums.gradient, sums.mean) = (first.gradient, first.mean)
      return sums
    }
  }
}
