import Figures

/// All findings as CSV, in full precision, for other programs.
enum NumbersTable {
  static func text(_ answers: [Answer]) -> String {
    let header =
      ["statement"] + Factor.allCases.map(\.rawValue)
      + ["measure", "seeds", "mean", "lower", "upper", "outcome"]
    let rows = answers.flatMap(\.findings).flatMap { finding in
      finding.measures.map { measure in
        let interval = measure.estimate.interval
        return [finding.statement.rawValue] + Factor.allCases.map { finding.condition[$0] ?? "" } + [
          measure.name, "\(measure.estimate.values.count)", "\(measure.estimate.mean)",
          interval.map { "\($0.lowerBound)" } ?? "", interval.map { "\($0.upperBound)" } ?? "",
          finding.outcome.rawValue,
        ]
      }
    }
    return ([header] + rows).map(CSVRecord.text).joined()
  }
}
