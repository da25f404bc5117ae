extension LearningRateSchedule.Shape: LosslessStringConvertible {
  /// Reads `constant`, `step:EVERY,FACTOR` or `cosine:STEPS`; nil for anything else. Ranges are not looked at.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let numbers =
      parts.count == 2 ? parts[1].split(separator: ",", omittingEmptySubsequences: false) : []
    switch (parts.first, numbers.count) {
    case ("constant", 0) where parts.count == 1: self = .constant
    case ("step", 2):
      guard let every = Int(numbers[0]), let factor = Double(numbers[1]) else { return nil }
      self = .step(every: every, factor: factor)
    case ("cosine", 1):
      guard let steps = Int(numbers[0]) else { return nil }
      self = .cosine(steps: steps)
    default: return nil
    }
  }

  /// The text that it is read from.
  public var description: String {
    switch self {
    case .constant: "constant"
    case .step(let every, let factor): "step:\(every),\(factor)"
    case .cosine(let steps): "cosine:\(steps)"
    }
  }
}

extension Lookahead: LosslessStringConvertible {
  /// Reads `K,ALPHA`; nil for anything else. Ranges are not looked at.
  public init?(_ description: String) {
    let numbers = description.split(separator: ",", omittingEmptySubsequences: false)
    guard numbers.count == 2, let steps = Int(numbers[0]), let alpha = Double(numbers[1]) else { return nil }
    self.init(steps: steps, alpha: alpha)
  }

  /// The text that it is read from.
  public var description: String { "\(steps),\(alpha)" }
}
