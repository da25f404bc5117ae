/// A number that a rule's equation names and a user may set.
public enum Hyperparameter: String, CaseIterable, Hashable, Sendable, Codable {
  /// η, the learning rate; what a schedule multiplies.
  case learningRate
  /// μ, the share of the velocity that is kept.
  case momentum
  /// β1, the share of the mean of gradients that is kept.
  case beta1
  /// β2, the share of the slower mean that is kept.
  case beta2
  /// ε, what keeps a denominator from zero.
  case epsilon
  /// λ, the pull of the weights to zero.
  case weightDecay

  /// The name in at most ten letters.
  public var title: String {
    switch self {
    case .learningRate: "lr"
    case .weightDecay: "decay"
    case .momentum, .beta1, .beta2, .epsilon: rawValue
    }
  }

  /// The option of the command line.
  public var option: String {
    switch self {
    case .learningRate: "--lr"
    case .weightDecay: "--weight-decay"
    case .momentum, .beta1, .beta2, .epsilon: "--" + rawValue
    }
  }

  /// One line of help, with the range.
  public var help: String {
    switch self {
    case .learningRate: "The learning rate, 0 to 100; 0 looks at gradients at fixed weights."
    case .momentum: "The share of the velocity kept at each step, at least 0 and below 1."
    case .beta1: "The share of the mean gradient kept at each step, at least 0 and below 1."
    case .beta2:
      "The share kept of the mean squared gradient (lion: of its momentum, adamax: of the norm), at least 0"
        + " and below 1."
    case .epsilon: "What is added to denominators, 1e-30 to 1."
    case .weightDecay:
      "The pull of the weights to zero, 0 to 100; added to the gradient, or decoupled from it (adamw, adabelief,"
        + " lion)."
    }
  }

  /// The value where a rule has none of its own.
  public var commonDefault: Double {
    switch self {
    case .learningRate: 0.05
    case .momentum, .beta1: 0.9
    case .beta2: 0.999
    case .epsilon: 1e-8
    case .weightDecay: 0
    }
  }

  /// Says what is wrong with a value, or nil.
  public func problem(with value: Double) -> String? {
    func problem(_ name: String, _ isAllowed: Bool, _ range: String) -> String? {
      isAllowed ? nil : "\(name) is \(value); it must \(range)"
    }
    return switch self {
    case .learningRate:
      problem("the learning rate", (0...100).contains(value), "lie between 0 and 100")
    case .momentum, .beta1, .beta2:
      problem(
        self == .momentum ? "the momentum" : rawValue, (0..<1).contains(value), "be at least 0 and below 1")
    case .epsilon: problem("epsilon", (1e-30...1).contains(value), "lie between 1e-30 and 1")
    case .weightDecay:
      problem("the weight decay", (0...100).contains(value), "lie between 0 and 100")
    }
  }
}
