/// An optimizer and its hyperparameters, as a user sets them.
public struct OptimizerConfiguration: Equatable, Hashable, Sendable, Codable {
  /// The rule.
  public var rule: OptimizerRule
  /// η before the schedule, 0 to 100; 0 is allowed, to look at gradients at fixed weights.
  public var learningRate: Double
  /// μ in [0, 1).
  public var momentum: Double
  /// β1 in [0, 1).
  public var beta1: Double
  /// β2 in [0, 1); the smoothing constant of RMSProp.
  public var beta2: Double
  /// ε in [1e-30, 1].
  public var epsilon: Double
  /// λ, 0 to 100.
  public var weightDecay: Double
  /// Lookahead around the rule; nil: none.
  public var lookahead: Lookahead?
  /// What the learning rate is multiplied by at each step.
  public var schedule: LearningRateSchedule

  /// Makes a configuration; the rule's own values unless given. Those that the rule does not use are kept for others.
  public init(
    rule: OptimizerRule = .sgd, learningRate: Double? = nil, momentum: Double? = nil, beta1: Double? = nil,
    beta2: Double? = nil, epsilon: Double? = nil, weightDecay: Double? = nil, lookahead: Lookahead? = nil,
    schedule: LearningRateSchedule = .constant
  ) {
    self.rule = rule
    self.learningRate = learningRate ?? rule.defaultValue(of: .learningRate)
    self.momentum = momentum ?? rule.defaultValue(of: .momentum)
    self.beta1 = beta1 ?? rule.defaultValue(of: .beta1)
    self.beta2 = beta2 ?? rule.defaultValue(of: .beta2)
    self.epsilon = epsilon ?? rule.defaultValue(of: .epsilon)
    self.weightDecay = weightDecay ?? rule.defaultValue(of: .weightDecay)
    self.lookahead = lookahead
    self.schedule = schedule
  }

  /// The value of a hyperparameter.
  public subscript(parameter: Hyperparameter) -> Double {
    get { self[keyPath: parameter.path] }
    set { self[keyPath: parameter.path] = newValue }
  }

  /// Takes another rule.
  ///
  /// A hyperparameter keeps its value where both rules have the same default for it; where they differ it means another
  /// thing, as the learning rates of SGD and Adam do, and the new rule's default is taken.
  public mutating func take(_ other: OptimizerRule) {
    for parameter in Hyperparameter.allCases {
      let value = other.defaultValue(of: parameter)
      if value != rule.defaultValue(of: parameter) { self[parameter] = value }
    }
    rule = other
  }

  /// The learning rate of a step, the schedule included; the first step is 1.
  public func learningRate(step: Int) -> Double { learningRate * schedule.factor(step: step) }

  /// What is remembered of every parameter, slot by slot.
  public var state: [StateQuantity] { rule.entry.state + (lookahead == nil ? [] : [.slowWeights]) }

  /// Says what is wrong with the values, or nil.
  public var problem: String? {
    let problems = Hyperparameter.allCases.lazy.compactMap { $0.problem(with: self[$0]) }
    return problems.first ?? lookahead?.problem ?? schedule.problem
  }
}

/// How Lookahead draws the weights back (Zhang et al. 2019).
public struct Lookahead: Equatable, Hashable, Sendable, Codable {
  /// k: steps of the rule between two steps of the slow weights, 1 to 10,000.
  public var steps: Int
  /// α: how far the slow weights go towards the fast ones, above 0 and at most 1.
  public var alpha: Double

  /// Makes a value; the paper's unless given.
  public init(steps: Int = 5, alpha: Double = 0.5) {
    self.steps = steps
    self.alpha = alpha
  }

  /// Says what is wrong with the values, or nil.
  public var problem: String? {
    guard (1...10_000).contains(steps) else {
      return "Lookahead has \(steps) steps; it must have 1 to 10000"
    }
    guard alpha > 0 && alpha <= 1 else {
      return "Lookahead's alpha is \(alpha); it must be above 0 and at most 1"
    }
    return nil
  }
}

extension Hyperparameter {
  fileprivate var path: WritableKeyPath<OptimizerConfiguration, Double> {
    switch self {
    case .learningRate: \.learningRate
    case .momentum: \.momentum
    case .beta1: \.beta1
    case .beta2: \.beta2
    case .epsilon: \.epsilon
    case .weightDecay: \.weightDecay
    }
  }
}
