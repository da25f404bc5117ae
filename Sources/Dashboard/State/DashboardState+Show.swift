import RunModel
import Statistics

/// What a key does to what is shown of a cell.
enum ShowAction: Hashable, Sendable {
  case nextTest, nextQuantity, nextColoring
  case toggleDisagreement
  case nextSmoothing
  case toggleInspector
}

extension DashboardState {
  mutating func perform(_ action: ShowAction) {
    switch action {
    case .nextTest:
      let all = DriftTest.allCases
      let next = all[(all.firstIndex(of: rule.test)! + 1) % all.count]
      let before = rule
      take(TestRule(next, level: levels[next]))
      if before.level != rule.level { sayLevel(leaving: before) }
    case .nextQuantity: nextQuantity()
    case .nextColoring: coloring = coloring.next(comparing: comparison != nil)
    case .toggleDisagreement: coloring = coloring == .disagreement ? .verdict : .disagreement
    case .nextSmoothing:
      smoothing =
        switch smoothing {
        case .none: .exponential(beta: 0.9)
        case .exponential: .window(steps: 16)
        case .window: .none
        }
    case .toggleInspector: isInspecting.toggle()
    }
  }

  /// Each test has a level of its own; that of the one before is not the new one's.
  private mutating func sayLevel(leaving before: TestRule) {
    let signs = Signs(capabilities)
    func name(_ rule: TestRule) -> String { RuleText(rule, quantity: quantity, signs: signs).name }
    say("now \(name(rule)); every test has a level of its own, before it was \(name(before))")
  }

  /// Judges by another rule from now on, also what was already seen.
  mutating func take(_ rule: TestRule) {
    self.rule = rule
    history?.count(by: rule)
    if rowView.order != .depth { arrangeRows() }
  }

  /// The rule that `disagreement` holds against the one in force: the paper's, or the exact one where that is
  /// the paper's.
  var otherRule: TestRule { TestRule(rule.test == .paper ? .exact : .paper) }

  /// The quantities that are recorded, the gradient first.
  var quantities: [Quantity] {
    let recorded = run?.configuration.recorded.quantities ?? []
    return Quantity.allCases.filter { $0 == .gradient || recorded.contains($0) }
  }

  private mutating func nextQuantity() {
    let all = quantities
    guard all.count > 1 else {
      say("only the gradient is recorded in this run")
      return
    }
    quantity = all[((all.firstIndex(of: quantity) ?? 0) + 1) % all.count]
  }
}
