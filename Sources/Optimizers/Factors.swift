import CKernels
import Foundation

extension ck_factors {
  /// No means, no decay: what a rule does not name has no effect.
  init(learningRate: Double, epsilon: Double = 0) {
    self.init()
    rate = Float(learningRate)
    self.epsilon = Float(epsilon)
    scale = 1
    keep = 1
  }

  /// The mean of gradients. 1 − β is rounded last: in single precision it would be wrong in its fifth digit.
  mutating func setFirst(_ beta: Double) {
    beta1 = Float(beta)
    fresh1 = Float(1 - beta)
  }

  /// The slower mean.
  mutating func setSecond(_ beta: Double) {
    beta2 = Float(beta)
    fresh2 = Float(1 - beta)
  }

  /// Decay that is added to the gradient.
  mutating func setCoupledDecay(_ decay: Double) { l2 = Float(decay) }

  /// Decay of the weights themselves, at this learning rate.
  mutating func setDecoupledDecay(_ decay: Double, learningRate: Double) {
    keep = Float(1 - learningRate * decay)
  }
}

/// 1 − β^t, by which a mean that began at zero `age` updates before the coming one is too small.
func biasCorrection(_ beta: Double, age: Int) -> Double { 1 - pow(beta, Double(age + 1)) }
