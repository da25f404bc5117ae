/// What became of a statement under all conditions.
public struct Answer: Sendable {
  /// The statement.
  public let statement: Statement
  /// The findings, condition by condition.
  public let findings: [Finding]

  init(_ statement: Statement, in groups: [RunGroup]) {
    self.statement = statement
    findings = statement.findings(in: groups)
  }

  /// Upheld or not under all conditions alike; nil where that depends, or nothing was measured.
  public var outcome: Outcome? {
    let outcomes = Set(findings.map(\.outcome))
    return outcomes.count == 1 ? outcomes.first : nil
  }

  /// The choices that change the outcome: two conditions differ in nothing else, and their outcomes differ.
  public var decidingFactors: [Factor] {
    Factor.allCases.filter { factor in
      findings.contains { a in
        findings.contains { b in a.outcome != b.outcome && a.differs(from: b, onlyIn: factor) }
      }
    }
  }

  /// The verdict in a few words.
  public var verdict: String {
    if findings.isEmpty { return "not tested: no run here that it speaks of" }
    if let outcome {
      return outcome == .undecided ? "undecided with so few seeds" : outcome.rawValue
    }
    return "depends on the " + Self.list(decidingFactors.map(\.rawValue))
  }

  /// How often each outcome was found for each value of the choices that matter, a sentence each.
  public var dependencies: [String] {
    decidingFactors.map { factor in
      var values: [String] = []
      for finding in findings {
        if let value = finding.condition[factor], !values.contains(value) { values.append(value) }
      }
      let parts = values.map { value in
        let matching = findings.filter { $0.condition[factor] == value }
        let tally = Outcome.allCases.compactMap { outcome -> String? in
          let count = matching.filter { $0.outcome == outcome }.count
          return count > 0 ? "\(outcome.rawValue) in \(count) of \(matching.count)" : nil
        }
        return "\(value): \(tally.joined(separator: ", "))"
      }
      return "By \(factor.rawValue), conditions: \(parts.joined(separator: "; "))."
    }
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
