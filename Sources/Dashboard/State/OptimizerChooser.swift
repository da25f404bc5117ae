import RunModel

/// The list of optimizers, while it is open: what is pointed at.
struct OptimizerChooser: Equatable, Sendable {
  /// The rule pointed at.
  private(set) var rule: OptimizerRule
  /// Lookahead around it; nil: none.
  private(set) var lookahead: Lookahead?
  /// Whether the choice begins another run, which branches off this one, and does not change this one.
  let isFork: Bool

  /// Points at what is in effect.
  init(_ configuration: OptimizerConfiguration, isFork: Bool = false) {
    rule = configuration.rule
    lookahead = configuration.lookahead
    self.isFork = isFork
  }

  /// Points at a rule further up or down, or the nearest that exists.
  mutating func move(by lines: Int) {
    let rules = OptimizerRule.allCases
    let index = (rules.firstIndex(of: rule) ?? 0) + lines
    rule = rules[max(0, min(index, rules.count - 1))]
  }

  /// Puts Lookahead around the rule, with its paper's values, or takes it away.
  mutating func toggleLookahead() { lookahead = lookahead == nil ? Lookahead() : nil }

  /// What the choice makes of a configuration.
  func configuration(from configuration: OptimizerConfiguration) -> OptimizerConfiguration {
    var chosen = configuration
    chosen.take(rule)
    chosen.lookahead = lookahead
    return chosen
  }
}

extension OptimizerConfiguration {
  /// The rule in short, with `+` where Lookahead is around it.
  func name(_ signs: Signs) -> String { rule.shortTitle + (lookahead == nil ? "" : " + Lookahead") }
}
