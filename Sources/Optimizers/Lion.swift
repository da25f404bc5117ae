import CKernels

/// Lion (Chen et al. 2023): c = β1·m + (1 − β1)·g, θ ← θ − η·(sign(c) + λ·θ), m ← β2·m + (1 − β2)·g;
/// decoupled decay. State: m, which has another horizon than Adam's and is not corrected for its start.
struct Lion: Optimizer {
  var learningRate, beta1, beta2, weightDecay: Double

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    var factors = ck_factors(learningRate: learningRate)
    factors.setFirst(beta1)
    factors.setSecond(beta2)
    factors.setDecoupledDecay(weightDecay, learningRate: learningRate)
    return ck_update(CK_LION, weights, state[0], nil, gradient, count, &factors, comparison)
  }
}
