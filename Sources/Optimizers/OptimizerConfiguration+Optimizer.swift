import RunModel

extension OptimizerConfiguration {
  /// The rule with these hyperparameters, at the given step of its schedule; the first step is 1.
  public func optimizer(step: Int) -> any Optimizer {
    let rate = learningRate(step: step)
    let optimizer = plain(learningRate: rate)
    guard let lookahead else { return optimizer }
    return LookaheadOptimizer(
      rule: optimizer, steps: lookahead.steps, alpha: lookahead.alpha, slot: rule.entry.state.count)
  }

  private func plain(learningRate: Double) -> any Optimizer {
    switch rule {
    case .sgd: StochasticGradientDescent(learningRate: learningRate, weightDecay: weightDecay)
    case .momentum, .nesterov:
      MomentumDescent(
        learningRate: learningRate, momentum: momentum, weightDecay: weightDecay,
        isNesterov: rule == .nesterov)
    case .adam, .adamw:
      Adam(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay,
        isDecayDecoupled: rule == .adamw)
    case .adamax:
      AdaMax(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay)
    case .adabelief:
      AdaBelief(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay)
    case .rmsprop:
      RMSProp(learningRate: learningRate, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay)
    case .adagrad: AdaGrad(learningRate: learningRate, epsilon: epsilon, weightDecay: weightDecay)
    case .lion: Lion(learningRate: learningRate, beta1: beta1, beta2: beta2, weightDecay: weightDecay)
    }
  }
}
