import CKernels

/// AdaMax (Kingma and Ba 2015, section 7.1): m ← β1·m + (1 − β1)·g, u ← max(β2·u, |g| + ε),
/// θ ← θ − η·m̂ / u with m̂ = m / (1 − β1^t); coupled decay. State: m, u.
///
/// The paper has no ε; PyTorch's, which is taken here, keeps u from zero.
struct AdaMax: Optimizer {
  var learningRate, beta1, beta2, epsilon, weightDecay: Double

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    var factors = ck_factors(
      learningRate: learningRate / biasCorrection(beta1, age: state.age(0)), epsilon: epsilon)
    factors.setFirst(beta1)
    factors.setSecond(beta2)
    factors.setCoupledDecay(weightDecay)
    return ck_update(CK_ADAMAX, weights, state[0], state[1], gradient, count, &factors, comparison)
  }
}
