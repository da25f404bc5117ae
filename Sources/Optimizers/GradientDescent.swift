import CKernels

/// Plain stochastic gradient descent (Robbins and Monro 1951): θ ← θ − η·g; coupled decay.
struct StochasticGradientDescent: Optimizer {
  var learningRate, weightDecay: Double

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    var factors = ck_factors(learningRate: learningRate)
    factors.setCoupledDecay(weightDecay)
    return ck_update(CK_SGD, weights, nil, nil, gradient, count, &factors, comparison)
  }
}

/// Gradient descent with momentum as PyTorch has it (Polyak 1964; Sutskever et al. 2013, with the learning rate
/// outside): v ← μ·v + g, θ ← θ − η·v; no dampening, coupled decay. State: v.
///
/// With Nesterov's momentum (Nesterov 1983; after Sutskever et al. 2013): θ ← θ − η·(g + μ·v).
struct MomentumDescent: Optimizer {
  var learningRate, momentum, weightDecay: Double
  var isNesterov: Bool

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    var factors = ck_factors(learningRate: learningRate)
    factors.setFirst(momentum)
    factors.setCoupledDecay(weightDecay)
    let rule = isNesterov ? CK_NESTEROV : CK_MOMENTUM
    return ck_update(rule, weights, state[0], nil, gradient, count, &factors, comparison)
  }
}
