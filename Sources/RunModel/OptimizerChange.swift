/// A change from one optimizer to another between two steps.
///
/// State that means the same in both is carried over with its age; the rest starts fresh. Which that is follows from the
/// two configurations alone, so that a run's commands tell it.
public struct OptimizerChange: Equatable, Sendable {
  /// The optimizer before.
  public var from: OptimizerConfiguration
  /// The optimizer after.
  public var to: OptimizerConfiguration

  /// Makes a change.
  public init(from: OptimizerConfiguration, to: OptimizerConfiguration) {
    self.from = from
    self.to = to
  }

  /// The state that goes on.
  public var kept: [StateQuantity] { to.state.filter(from.state.contains) }

  /// The state that starts from nothing.
  public var fresh: [StateQuantity] { to.state.filter { !from.state.contains($0) } }

  /// What changed, part by part, such as `SGD→momentum` and `lr 0.05→0.01`; the signs are for those that have no others
  /// than ASCII's.
  public func parts(arrow: String = "→", minus: String = "−") -> [String] {
    var parts = from.rule == to.rule ? [] : ["\(from.rule.shortTitle)\(arrow)\(to.rule.shortTitle)"]
    if (from.lookahead == nil) != (to.lookahead == nil) {
      parts.append((to.lookahead == nil ? minus : "+") + "Lookahead")
    }
    for parameter in to.rule.hyperparameters where from.rule.hyperparameters.contains(parameter) {
      guard from[parameter] != to[parameter] else { continue }
      let values = [from[parameter], to[parameter]].map { NumberText.shortest($0, minus: minus) }
      parts.append("\(parameter.title) \(values.joined(separator: arrow))")
    }
    return parts
  }

  /// What becomes of the state, such as `first moment kept, belief fresh`.
  public var outcome: String {
    if to.state.isEmpty { return from.state.isEmpty ? "no state" : "state dropped" }
    func part(_ quantities: [StateQuantity], _ word: String) -> String? {
      guard let last = quantities.last else { return nil }
      if quantities == [.firstMoment, .secondMoment] { return "first and second moment \(word)" }
      let others = quantities.dropLast().map(\.title).joined(separator: ", ")
      return (others.isEmpty ? "" : others + " and ") + "\(last.title) \(word)"
    }
    return [part(kept, "kept"), part(fresh, "fresh")].compactMap { $0 }.joined(separator: ", ")
  }
}
