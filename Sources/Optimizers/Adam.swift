import CKernels

/// Adam (Kingma and Ba 2015): m ← β1·m + (1 − β1)·g, v ← β2·v + (1 − β2)·g²,
/// θ ← θ − η·m̂ / (√v̂ + ε) with m̂ = m / (1 − β1^t) and v̂ = v / (1 − β2^t); coupled decay. State: m, v.
///
/// With decoupled decay it is AdamW (Loshchilov and Hutter 2019).
struct Adam: Optimizer {
  var learningRate, beta1, beta2, epsilon, weightDecay: Double
  var isDecayDecoupled: Bool

  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums {
    var factors = ck_factors(
      learningRate: learningRate / biasCorrection(beta1, age: state.age(0)), epsilon: epsilon)
    factors.setFirst(beta1)
    factors.setSecond(beta2)
    factors.scale = Float(1 / biasCorrection(beta2, age: state.age(1)).squareRoot())
    if isDecayDecoupled {
      factors.setDecoupledDecay(weightDecay, learningRate: learningRate)
    } else {
      factors.setCoupledDecay(weightDecay)
    }
    return ck_update(CK_ADAM, weights, state[0], state[1], gradient, count, &factors, comparison)
  }
}
