import CKernels

/// AdaBelief (Zhuang et al. 2020): m ← β1·m + (1 − β1)·g, s ← β2·s + (1 − β2)·(g − m)² + ε,
/// θ ← θ − η·m̂ / (√ŝ + ε) with m̂ = m / (1 − β1^t) and ŝ = s / (1 − β2^t). State: m, s.
///
/// Decay is decoupled, as in the authors' program by default; the algorithm of the paper has none.
struct AdaBelief: Optimizer {
  var learningRate, beta1, beta2, epsilon, weightDecay: Double

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    var factors = ck_factors(
      learningRate: learningRate / biasCorrection(beta1, age: state.age(0)), epsilon: epsilon)
    factors.setFirst(beta1)
    factors.setSecond(beta2)
    factors.scale = Float(1 / biasCorrection(beta2, age: state.age(1)).squareRoot())
    factors.setDecoupledDecay(weightDecay, learningRate: learningRate)
    return ck_update(CK_ADABELIEF, weights, state[0], state[1], gradient, count, &factors, comparison)
  }
}
