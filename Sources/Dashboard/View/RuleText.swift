import RunModel
import Statistics

/// What is said on the screen about the test in force and what it judges.
struct RuleText {
  private let rule: TestRule
  private let quantity: Quantity
  private let signs: Signs

  init(_ rule: TestRule, quantity: Quantity, signs: Signs) {
    self.rule = rule
    self.quantity = quantity
    self.signs = signs
  }

  /// The name with the level, such as `exact · ε 1/n`.
  var name: String {
    let letter = rule.test == .discovery ? "q" : signs.epsilon
    let level = rule.level.map(signs.number) ?? (rule.test == .discovery ? "0.05" : "1/n")
    return "\(rule.test.title)\(signs.separator)\(letter) \(level)"
  }

  /// From a whole sentence to the name alone.
  var longestFirst: [String] {
    let formula = quantity.formula(signs)
    // What is usually compared goes without saying where room is short.
    let shorter =
      quantity == .gradient
      ? "cos against \(bound)\(signs.separator)\(name)" : "\(formula)\(signs.separator)\(name)"
    return ["\(formula) against \(bound)\(signs.separator)\(name)", shorter, name, rule.test.title]
  }

  /// What the statistic is held against.
  private var bound: String {
    switch rule.test {
    case .paper where rule.level == nil: signs.unicode ? "√(ln n / n)" : "sqrt(ln n / n)"
    case .paper: signs.unicode ? "√(ln(1/ε) / n)" : "sqrt(ln(1/eps) / n)"
    case .exact: "its exact null"
    case .signFlip: "fair signs"
    case .discovery: "all rows' p"
    }
  }
}

extension Quantity {
  /// What is compared, such as `cos(gₜ, gₜ₋₁)`.
  func formula(_ signs: Signs) -> String {
    switch self {
    case .gradient: signs.unicode ? "cos(gₜ, gₜ₋₁)" : "cos(g[t], g[t-1])"
    case .update: signs.unicode ? "cos(uₜ, uₜ₋₁)" : "cos(u[t], u[t-1])"
    case .mean: signs.unicode ? "cos(gₜ, mₜ₋₁)" : "cos(g[t], m[t-1])"
    case .descent: signs.unicode ? "cos(gₜ, uₜ)" : "cos(g[t], u[t])"
    }
  }
}
