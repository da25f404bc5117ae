import RunModel

/// A change of the optimizer, to be marked on the time axis.
struct CommandMark: Equatable, Sendable {
  /// The first step that was taken with the new optimizer.
  var step: Int
  /// The optimizer before.
  var from: OptimizerConfiguration
  /// The optimizer from that step on.
  var to: OptimizerConfiguration

  /// The change in short, such as `SGD→momentum lr 0.05→0.01`.
  func text(_ signs: Signs) -> String {
    var parts: [String] = []
    if from.rule != to.rule { parts.append("\(from.rule.shortTitle)\(signs.arrow)\(to.rule.shortTitle)") }
    if from.learningRate != to.learningRate {
      parts.append("lr \(signs.number(from.learningRate))\(signs.arrow)\(signs.number(to.learningRate))")
    }
    if from.momentum != to.momentum {
      let name = parts.isEmpty ? "momentum " : signs.mu + " "
      parts.append("\(name)\(signs.number(from.momentum))\(signs.arrow)\(signs.number(to.momentum))")
    }
    return parts.joined(separator: " ")
  }
}

extension OptimizerRule {
  /// The name in at most eight letters.
  var shortTitle: String {
    switch self {
    case .sgd: "SGD"
    case .momentum: "momentum"
    }
  }
}
