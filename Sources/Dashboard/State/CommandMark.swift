import RunModel

/// A change of the optimizer, or a return to earlier weights, to be marked on the time axis.
struct CommandMark: Equatable, Sendable {
  /// The first step that was taken with the new optimizer.
  var step: Int
  /// What was changed.
  var change: OptimizerChange
  /// Whether the last good weights were taken back.
  var restoresWeights = false

  /// The change in short, such as `SGD→momentum lr 0.05→0.01`.
  func text(_ signs: Signs) -> String {
    let (from, to) = (change.from, change.to)
    var parts = restoresWeights ? ["weights back"] : []
    if from.rule != to.rule { parts.append("\(from.rule.shortTitle)\(signs.arrow)\(to.rule.shortTitle)") }
    if (from.lookahead == nil) != (to.lookahead == nil) {
      parts.append((to.lookahead == nil ? signs.minus : "+") + "Lookahead")
    }
    for parameter in to.rule.hyperparameters where from.rule.hyperparameters.contains(parameter) {
      guard from[parameter] != to[parameter] else { continue }
      parts.append(
        "\(parameter.title) \(signs.number(from[parameter]))\(signs.arrow)\(signs.number(to[parameter]))")
    }
    return parts.joined(separator: " ")
  }
}
