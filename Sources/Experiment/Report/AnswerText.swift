import RunModel

/// A statement's answer in plain words.
enum AnswerText {
  static func blocks(_ answer: Answer) -> [ReportDocument.Block] {
    let verdict = answer.verdict
    let lead = verdict.prefix(1).uppercased() + verdict.dropFirst() + "."
    var blocks: [ReportDocument.Block] = [.heading(3, answer.statement.text)]
    let primary = answer.findings.filter(\.isPrimary).map(sentence)
    if primary.isEmpty {
      blocks.append(.paragraph(lead: lead, ""))
    } else {
      blocks += [.paragraph(lead: lead, "By layer, under the paper’s test:"), .list(primary)]
    }
    if !answer.dependencies.isEmpty {
      blocks += [.paragraph("Over all conditions:"), .list(answer.dependencies)]
    }
    blocks.append(.paragraph(answer.statement.operationalisation))
    return blocks
  }

  /// What was found of a network and optimizer: the outcome, then its numbers.
  private static func sentence(_ finding: Finding) -> String {
    let measures = finding.measures.map(\.estimate)
    let text =
      switch finding.statement {
      case .skipOrOutput:
        "Non-random are \(ReportText.share(measures[0])) of the steps in layers near the output or on skip connections,"
          + " \(ReportText.share(measures[1])) in the others; the difference is"
          + " \(ReportText.points(measures[2]))"
      case .meanNearZero:
        "\(ReportText.share(measures[0])) of the hidden layers have a mean cosine within ±0.05"
      case .primarilyOutput:
        "\(ReportText.share(measures[0])) of all non-random cells lie in the last quarter of the layers, where an even"
          + " spread would put \(ReportText.percent(measures[1].mean)); the rank correlation of depth and share is"
          + " \(ReportText.numberCell(measures[2]))"
      }
    return "\(finding.runs): \(finding.outcome.rawValue). \(text)."
  }
}

extension ReportText {
  /// A difference of shares: `+41.0 points (95 % interval 30.2 to 51.8)`.
  fileprivate static func points(_ estimate: SeedEstimate) -> String {
    let text = shareCell(estimate).split(separator: " ")[0]
    let sign = estimate.mean > 0 ? "+" : ""
    guard let interval = estimate.interval else { return "\(sign)\(text) points" }
    let ends = [interval.lowerBound, interval.upperBound].map { shareCell(SeedEstimate([$0])) }
    return "\(sign)\(text) points (95 % interval \(ends[0]) to \(ends[1]))"
  }
}
