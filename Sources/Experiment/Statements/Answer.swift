/// What became of a statement under all conditions.
public struct Answer: Sendable {
  /// The statement.
  public let statement: Statement
  /// The findings, condition by condition.
  public let findings: [Finding]

  init(_ statement: Statement, in groups: [RunGroup]) {
    self.init(statement, findings: statement.findings(in: groups))
  }

  init(_ statement: Statement, findings: [Finding]) {
    self.statement = statement
    self.findings = findings
  }

  /// Upheld or not under all conditions that decide anything, or undecided under all; nil where it depends, or nothing
  /// was measured.
  public var outcome: Outcome? {
    let decided = Set(findings.map(\.outcome)).subtracting([.undecided])
    if decided.isEmpty && !findings.isEmpty { return .undecided }
    return decided.count == 1 ? decided.first : nil
  }

  /// The choices that change the outcome: two conditions differ in nothing else, and the statement is upheld under one
  /// and not under the other.
  public var decidingFactors: [Factor] {
    let (upheld, failed) = (
      findings.filter { $0.outcome == .upheld }, findings.filter { $0.outcome == .notUpheld }
    )
    return Factor.allCases.filter { factor in
      upheld.contains { a in failed.contains { b in a.differs(from: b, onlyIn: factor) } }
    }
  }

  /// The verdict in a few words.
  public var verdict: String {
    if findings.isEmpty { return "not tested: no run here that it speaks of" }
    let tally = Self.tally(findings)
    switch outcome {
    case .undecided: return "undecided with so few seeds"
    case let outcome?:
      return outcome.rawValue
        + (findings.contains { $0.outcome == .undecided } ? " where it is decided (\(tally))" : "")
    case nil:
      let factors = decidingFactors.map(\.title)
      return "depends on \(factors.isEmpty ? "several choices together" : "the " + Self.list(factors)) (\(tally))"
    }
  }

  /// How often each outcome was found for each value of the choices that matter, a sentence each.
  public var dependencies: [String] {
    decidingFactors.map { factor in
      var values: [String] = []
      for finding in findings {
        if let value = finding.condition[factor], !values.contains(value) { values.append(value) }
      }
      let parts = values.map { value in
        "\(value): \(Self.tally(findings.filter { $0.condition[factor] == value }))"
      }
      return "By \(factor.title): \(parts.joined(separator: "; "))."
    }
  }

  /// Such as `upheld in 3 of 8 conditions, not upheld in 5`.
  private static func tally(_ findings: [Finding]) -> String {
    let parts = Outcome.allCases.compactMap { outcome -> (String, Int)? in
      let count = findings.count { $0.outcome == outcome }
      return count > 0 ? (outcome.rawValue, count) : nil
    }
    return parts.enumerated().map { index, part in
      "\(part.0) in \(part.1)" + (index == 0 ? " of \(findings.count) conditions" : "")
    }.joined(separator: ", ")
  }

  private static func list(_ words: [String]) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
  }
}

extension Finding {
  /// Whether two conditions differ in one choice alone; choices that one of them does not have are not looked at.
  fileprivate func differs(from other: Finding, onlyIn factor: Factor) -> Bool {
    Factor.allCases.allSatisfy { choice in
      guard let a = condition[choice], let b = other.condition[choice] else { return choice != factor }
      return (a != b) == (choice == factor)
    }
  }
}
