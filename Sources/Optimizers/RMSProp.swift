import CKernels

/// RMSProp (Tieleman and Hinton 2012, lecture 6.5): v ← β2·v + (1 − β2)·g², θ ← θ − η·g / (√v + ε); coupled decay.
/// State: v, not corrected for its start, but otherwise that of Adam.
///
/// ε lies outside the root, and neither momentum nor centring is used, as PyTorch has it by default.
struct RMSProp: Optimizer {
  var learningRate, beta2, epsilon, weightDecay: Double

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    var factors = ck_factors(learningRate: learningRate, epsilon: epsilon)
    factors.setSecond(beta2)
    factors.setCoupledDecay(weightDecay)
    return ck_update(CK_RMSPROP, weights, state[0], nil, gradient, count, &factors, comparison)
  }
}
