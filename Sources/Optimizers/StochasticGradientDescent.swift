import CKernels
import RunModel

/// Plain stochastic gradient descent (Robbins and Monro 1951): θ ← θ − lr · g.
public struct StochasticGradientDescent: Optimizer {
  /// lr.
  public var learningRate: Float

  /// Makes the rule.
  public init(learningRate: Float) { self.learningRate = learningRate }

  /// None.
  public static var stateCount: Int { 0 }

  /// Updates a block in one sweep.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int
  ) -> UpdateSums {
    UpdateSums(ck_sgd(weights, gradient, count, learningRate))
  }
}

/// Stochastic gradient descent with momentum as PyTorch has it (Polyak 1964; Sutskever et al. 2013, with the learning
/// rate outside): v ← μ · v + g, θ ← θ − lr · v. The state is v; dampening and Nesterov's look ahead are not used.
public struct MomentumDescent: Optimizer {
  /// lr.
  public var learningRate: Float
  /// μ.
  public var momentum: Float

  /// Makes the rule.
  public init(learningRate: Float, momentum: Float) {
    self.learningRate = learningRate
    self.momentum = momentum
  }

  /// v.
  public static var stateCount: Int { 1 }

  /// Updates a block in one sweep.
  public func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int
  ) -> UpdateSums {
    UpdateSums(ck_momentum(weights, state.quantity, gradient, count, learningRate, momentum))
  }
}

extension UpdateSums {
  init(_ sums: ck_update_sums) {
    self.init(
      updateSquaredNorm: sums.update_squared_norm, weightSquaredNorm: sums.weight_squared_norm)
  }
}

extension OptimizerConfiguration {
  /// The rule with these hyperparameters.
  public var optimizer: any Optimizer {
    switch rule {
    case .sgd: StochasticGradientDescent(learningRate: Float(learningRate))
    case .momentum: MomentumDescent(learningRate: Float(learningRate), momentum: Float(momentum))
    }
  }
}
