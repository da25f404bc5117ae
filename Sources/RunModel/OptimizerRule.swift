/// The optimizers' names.
public enum OptimizerRule: String, CaseIterable, Sendable, Codable {
  case sgd, momentum, nesterov, adam, adamw, adamax, adabelief, rmsprop, adagrad, lion
}

/// What an optimizer remembers of every parameter, by its meaning: the same quantity in two rules is the same number.
public enum StateQuantity: String, CaseIterable, Hashable, Sendable, Codable {
  /// v ← μ·v + g.
  case velocity
  /// m ← β1·m + (1 − β1)·g.
  case firstMoment
  /// v ← β2·v + (1 − β2)·g².
  case secondMoment
  /// u ← max(β2·u, |g| + ε).
  case infinityNorm
  /// s ← β2·s + (1 − β2)·(g − m)² + ε.
  case belief
  /// s ← s + g².
  case squareSum
  /// m ← β2·m + (1 − β2)·g: a mean over more steps than that of Adam, used in another way.
  case slowMomentum
  /// Lookahead's weights, which the fast ones are drawn back to.
  case slowWeights

  /// The name in a sentence.
  public var title: String {
    switch self {
    case .velocity: "velocity"
    case .firstMoment: "first moment"
    case .secondMoment: "second moment"
    case .infinityNorm: "infinity norm"
    case .belief: "belief"
    case .squareSum: "sum of squares"
    case .slowMomentum: "momentum"
    case .slowWeights: "slow weights"
    }
  }
}

extension OptimizerRule {
  /// A line of the table of all rules: the command line, the dashboard, the documentation and the tests read it.
  public struct Entry: Sendable {
    /// The name as written in papers.
    public let title: String
    /// The same in at most nine letters.
    public let shortTitle: String
    /// What it does, in a line.
    public let summary: String
    /// Where it comes from.
    public let paper: String
    /// The numbers that a user may set, with their defaults.
    public let hyperparameters: KeyValuePairs<Hyperparameter, Double>
    /// What it remembers of every parameter, slot by slot.
    public let state: [StateQuantity]

    init(
      _ title: String, short: String? = nil, _ summary: String, paper: String,
      _ hyperparameters: KeyValuePairs<Hyperparameter, Double>, state: [StateQuantity]
    ) {
      self.title = title
      shortTitle = short ?? title
      self.summary = summary
      self.paper = paper
      self.hyperparameters = hyperparameters
      self.state = state
    }
  }

  /// The table. Learning rates of the adaptive rules are their papers', other defaults those of PyTorch where it has
  /// the rule; weight decay is coupled (added to the gradient) unless the summary says that it is decoupled.
  public var entry: Entry {
    switch self {
    case .sgd:
      Entry(
        "SGD", "against the gradient", paper: "Robbins and Monro 1951",
        [.learningRate: 0.05, .weightDecay: 0], state: [])
    case .momentum:
      Entry(
        "SGD with momentum", short: "momentum", "against the sum of fading gradients",
        paper: "Polyak 1964; Sutskever et al. 2013",
        [.learningRate: 0.05, .momentum: 0.9, .weightDecay: 0], state: [.velocity])
    case .nesterov:
      Entry(
        "SGD with Nesterov momentum", short: "Nesterov", "momentum, a step ahead",
        paper: "Nesterov 1983; Sutskever et al. 2013",
        [.learningRate: 0.05, .momentum: 0.9, .weightDecay: 0], state: [.velocity])
    case .adam:
      Entry(
        "Adam", "mean gradient over root mean square", paper: "Kingma and Ba 2015",
        [.learningRate: 1e-3, .beta1: 0.9, .beta2: 0.999, .epsilon: 1e-8, .weightDecay: 0],
        state: [.firstMoment, .secondMoment])
    case .adamw:
      Entry(
        "AdamW", "Adam with decoupled weight decay", paper: "Loshchilov and Hutter 2019",
        [.learningRate: 1e-3, .beta1: 0.9, .beta2: 0.999, .epsilon: 1e-8, .weightDecay: 0.01],
        state: [.firstMoment, .secondMoment])
    case .adamax:
      Entry(
        "AdaMax", "mean gradient over largest gradient", paper: "Kingma and Ba 2015",
        [.learningRate: 2e-3, .beta1: 0.9, .beta2: 0.999, .epsilon: 1e-8, .weightDecay: 0],
        state: [.firstMoment, .infinityNorm])
    case .adabelief:
      Entry(
        "AdaBelief", "mean over spread; decoupled decay", paper: "Zhuang et al. 2020",
        [.learningRate: 1e-3, .beta1: 0.9, .beta2: 0.999, .epsilon: 1e-8, .weightDecay: 0],
        state: [.firstMoment, .belief])
    case .rmsprop:
      Entry(
        "RMSProp", "gradient over root mean square", paper: "Tieleman and Hinton 2012",
        [.learningRate: 1e-3, .beta2: 0.99, .epsilon: 1e-8, .weightDecay: 0], state: [.secondMoment])
    case .adagrad:
      Entry(
        "AdaGrad", "gradient over root of sum of squares", paper: "Duchi et al. 2011",
        [.learningRate: 0.01, .epsilon: 1e-10, .weightDecay: 0], state: [.squareSum])
    case .lion:
      Entry(
        "Lion", "sign of the mean; decoupled decay", paper: "Chen et al. 2023",
        [.learningRate: 1e-4, .beta1: 0.9, .beta2: 0.99, .weightDecay: 0], state: [.slowMomentum])
    }
  }

  /// The name as written in papers.
  public var title: String { entry.title }

  /// The name in at most nine letters.
  public var shortTitle: String { entry.shortTitle }

  /// The numbers that the rule's equation names, in the order of the table.
  public var hyperparameters: [Hyperparameter] { entry.hyperparameters.map(\.key) }

  /// The value of a hyperparameter unless a user sets it.
  public func defaultValue(of parameter: Hyperparameter) -> Double {
    entry.hyperparameters.first { $0.key == parameter }?.value ?? parameter.commonDefault
  }
}
