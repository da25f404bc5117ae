import Figures
import RunModel

/// All findings as CSV, in full precision, for other programs.
enum NumbersTable {
  static func text(_ answers: [Answer]) -> String {
    let header =
      ["statement"] + Factor.allCases.map(\.rawValue)
      + ["measure", "seeds", "mean", "lower", "upper", "outcome"]
    let rows = answers.flatMap(\.findings).flatMap { finding in
      finding.measures.map { measure in
        let interval = measure.estimate.halfInterval == nil ? nil : measure.estimate.interval
        return [finding.statement.rawValue] + Factor.allCases.map { finding.condition[$0] ?? "" } + [
          measure.name, "\(measure.estimate.values.count)", "\(measure.estimate.mean)",
          interval.map { "\($0.lowerBound)" } ?? "", interval.map { "\($0.upperBound)" } ?? "",
          finding.outcome.rawValue,
        ]
      }
    }
    return ([header] + rows).map { $0.map(field).joined(separator: ",") + "\n" }.joined()
  }

  /// A field as RFC 4180 has it.
  private static func field(_ text: String) -> String {
    let text = PlainText.printable(text)
    guard text.contains(where: { ",\"".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
