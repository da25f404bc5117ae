import RunModel
import Statistics
import TerminalUI

/// What the cells of the heatmap mean; one step a column, also how many rows have each verdict now.
struct HeatmapLegend {
  let state: DashboardState
  let picture: HeatmapPicture

  func draw(in rect: Rect, of buffer: inout Buffer) {
    let line = candidates.first { $0.width <= rect.width } ?? candidates[candidates.count - 1]
    buffer.put(line, x: rect.x, y: rect.y, maxWidth: rect.width)
  }

  private var scale: HeatScale { picture.scale }
  private var level: Int { picture.window.level }
  private var signs: Signs { Signs(state.capabilities) }

  /// From the longest to the shortest.
  private var candidates: [StyledLine] {
    switch state.coloring {
    case .beside:
      runs.flatMap { runs in
        let meanings =
          level == 0 ? [verdicts(withCounts: false)] : [shares(parts: 2), shares(parts: 4)]
        return meanings.map { runs.followed(by: $0) } + [runs]
      }
    case .difference:
      [
        ramp(
          [-8, -4, 0, 4, 8].map(HeatCell.signed), from: "\(names[0].above) non-random more often",
          to: names[0].below),
        ramp([-8, -4, 0, 4, 8].map(HeatCell.signed), from: "first non-random more often", to: "second"),
        ramp([-8, 0, 8].map(HeatCell.signed), from: "first more", to: "second more"),
      ]
    case .verdict where level == 0:
      [
        verdicts(withCounts: true), verdicts(withCounts: false),
        verdicts([.aligned, .random, .opposed], withCounts: false),
      ]
    case .verdict: [shares(parts: 2), shares(parts: 4)]
    case .relative:
      [
        ramp(
          [-8, -6, -4, -2, 0, 2, 4, 6, 8].map(HeatCell.signed), from: "opposed", to: "aligned",
          note: "bound at the middle of each side"),
        ramp([-8, -4, 0, 4, 8].map(HeatCell.signed), from: "opposed", to: "aligned"),
      ]
    case .pValue:
      [ramp(amounts, from: "p = 1", to: "p < 1e\(signs.minus)20", note: "middle 1e\(signs.minus)3")]
    case .gradientNorm, .updateToWeight:
      [
        ramp(
          amounts, from: "\(state.coloring.title) \(signs.power(scale.range.lowerBound))",
          to: signs.power(scale.range.upperBound))
      ]
    case .disagreement:
      [
        ramp(
          [0, 4, 8].map(HeatCell.disagreement),
          from: "\(state.rule.test.title) and \(state.otherRule.test.title) agree",
          to: "disagree", note: disagreements),
        ramp([0, 8].map(HeatCell.disagreement), from: "agree", to: "disagree", note: disagreements),
      ]
    }
  }

  /// The two runs with the halves of the lines that they have, from the longest to the shortest.
  private var runs: [StyledLine] {
    names.map { names in
      let (upper, lower) = signs.unicode ? ("▀ ", "▄ ") : ("above: ", "below: ")
      var line = StyledLine(upper, Style(.accent))
      line.add(names.above)
      line.add("  " + lower, Style(.accent))
      line.add(names.below)
      return line
    }
  }

  private var names: [(above: String, below: String)] {
    state.comparison?.names(beside: state, signs) ?? [("first run", "second run")]
  }

  /// How many of the steps in the picture two tests disagree about.
  private var disagreements: String {
    let (count, all) = picture.disagreements(state.rowView.shown)
    guard count > 0 else { return "no cell differs" }
    return "\(signs.grouped(count)) of \(signs.grouped(all)) cells differ"
  }

  private var amounts: [HeatCell] { [0, 2, 4, 6, 8].map(HeatCell.amount) }

  private func ramp(_ cells: [HeatCell], from low: String, to high: String, note: String? = nil) -> StyledLine
  {
    let ink = HeatmapInk(state.capabilities)
    var line = StyledLine(low + " ", Style(.dim))
    for cell in cells { line.add(ink.sample(of: cell)) }
    line.add(" " + high, Style(.dim))
    if let note { line.add(signs.separator + note, Style(.dim)) }
    return line
  }

  /// Cells of several steps: from all opposed over random to all aligned.
  private func shares(parts: Int) -> StyledLine {
    let ink = HeatmapInk(state.capabilities)
    var line = StyledLine("all opposed ", Style(.dim))
    for part in stride(from: 8, through: parts, by: -parts) {
      line.add(ink.sample(of: .shares(aligned: 0, opposed: part)))
    }
    line.add(ink.sample(of: .shares(aligned: 0, opposed: 0)))
    for part in stride(from: parts, through: 8, by: parts) {
      line.add(ink.sample(of: .shares(aligned: part, opposed: 0)))
    }
    line.add(" all aligned", Style(.dim))
    line.add("  ")
    line.add(ink.sample(of: .shares(aligned: 4, opposed: 4)))
    line.add(" both", Style(.dim))
    return line
  }

  private func verdicts(
    _ shown: [Verdict] = [.aligned, .random, .opposed, .undefined], withCounts: Bool
  ) -> StyledLine {
    let ink = HeatmapInk(state.capabilities)
    let tally = withCounts ? newestTally : [:]
    var line = StyledLine()
    for verdict in shown {
      if line.width > 0 { line.add("  ") }
      line.add(ink.sample(verdict))
      line.add(" \(verdict.rawValue)", Style(.dim))
      if withCounts { line.add(" \(tally[verdict] ?? 0)") }
    }
    return line
  }

  private var newestTally: [Verdict: Int] {
    guard let rows = state.rowSet, let test = state.test else { return [:] }
    let pairs = rows.rows.indices.compactMap { state.pair(ofRow: $0, step: state.lookedAt) }
    guard pairs.count == rows.count else { return [:] }
    // A discovery rate needs all rows; those that a filter leaves out are not counted.
    let verdicts = test.verdicts(pairs)
    return state.rowView.shown.reduce(into: [:]) { $0[verdicts[$1], default: 0] += 1 }
  }
}

extension StyledLine {
  /// Another line after this one, set apart.
  fileprivate func followed(by other: StyledLine) -> StyledLine {
    var line = self
    line.add("   ")
    line.add(other)
    return line
  }
}
