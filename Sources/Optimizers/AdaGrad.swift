import CKernels

/// AdaGrad (Duchi et al. 2011), its diagonal version: s ← s + g², θ ← θ − η·g / (√s + ε); coupled decay. State: s.
struct AdaGrad: Optimizer {
  var learningRate, epsilon, weightDecay: Double

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    var factors = ck_factors(learningRate: learningRate, epsilon: epsilon)
    factors.setCoupledDecay(weightDecay)
    return ck_update(CK_ADAGRAD, weights, state[0], nil, gradient, count, &factors, comparison)
  }
}
