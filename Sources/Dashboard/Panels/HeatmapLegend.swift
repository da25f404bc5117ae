import Statistics
import TerminalUI

/// What the cells of the heatmap mean, and how many rows have each verdict at the newest step.
struct HeatmapLegend {
  let rows: RowHistory
  let capabilities: Capabilities

  func draw(in rect: Rect, of buffer: inout Buffer) {
    let full = verdicts(withCounts: true)
    let line = full.width <= rect.width ? full : verdicts(withCounts: false)
    buffer.put(line, x: rect.x, y: rect.y, maxWidth: rect.width)
    // What the two numbers at the right of each row are.
    let numbers = "cos now\(Signs(capabilities).separator)non-random"
    if line.width + 3 + TextWidth.columns(numbers) <= rect.width {
      buffer.put(numbers, in: rect, alignment: .right, style: Style(.dim))
    }
  }

  private func verdicts(withCounts: Bool) -> StyledLine {
    let ink = HeatmapInk(capabilities)
    let tally = newestTally
    var line = StyledLine()
    for verdict in [Verdict.aligned, .random, .opposed, .undefined] {
      if line.width > 0 { line.add("  ") }
      line.add(ink.sample(verdict))
      line.add(" \(verdict.rawValue)", Style(.dim))
      if withCounts { line.add(" \(tally[verdict] ?? 0)") }
    }
    return line
  }

  private var newestTally: [Verdict: Int] {
    zip(rows.newest, rows.bounds).reduce(into: [:]) { tally, row in
      tally[Verdict(cosine: row.0.cosine, bound: row.1), default: 0] += 1
    }
  }
}
