import RunModel
import Statistics

/// What a figure says about the test that its verdicts are given by.
enum RuleCaption {
  /// Such as `cos(gₜ, gₜ₋₁) against √(ln n / n), paper test`.
  static func sentence(_ rule: TestRule, quantity: Quantity) -> String {
    let level = rule.level.map { ", \(rule.test == .discovery ? "q" : "ε") = \($0)" } ?? ""
    return "\(formula(quantity)) against \(bound(rule)), \(rule.test.title) test\(level)"
  }

  /// What is compared.
  static func formula(_ quantity: Quantity) -> String {
    switch quantity {
    case .gradient: "cos(gₜ, gₜ₋₁)"
    case .update: "cos(uₜ, uₜ₋₁)"
    case .mean: "cos(gₜ, mₜ₋₁)"
    case .descent: "cos(gₜ, uₜ)"
    }
  }

  private static func bound(_ rule: TestRule) -> String {
    switch rule.test {
    case .paper: rule.level == nil ? "√(ln n / n)" : "√(ln(1/ε) / n)"
    case .exact: "its exact null"
    case .signFlip: "fair signs"
    case .discovery: "all rows of its step"
    }
  }
}
