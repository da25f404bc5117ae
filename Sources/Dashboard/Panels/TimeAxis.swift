import TerminalUI

/// The line of step numbers below the heatmap, with the changes of the optimizer at their steps.
struct TimeAxis {
  let window: TimeWindow
  let marks: [CommandMark]
  let signs: Signs

  /// Draws the axis: column 0 of the window at `x`; nothing at or right of `limit`.
  func draw(x: Int, y: Int, limit: Int, into buffer: inout Buffer) {
    let placed = placedMarks(width: limit - x)
    let spacing = Self.spacing(widest: signs.grouped(window.first + window.width).count)
    let firstTick = (window.first + spacing - 1) / spacing * spacing
    for step in stride(from: firstTick, to: window.first + window.width, by: spacing) {
      let column = step - window.first
      let label = (signs.unicode ? "╵" : "'") + signs.grouped(step)
      let range = column..<column + TextWidth.columns(label)
      let isFree = !placed.contains { $0.columns.overlaps(range.lowerBound - 1..<range.upperBound + 1) }
      guard isFree, range.upperBound <= window.width else { continue }
      buffer.put(label, x: x + column, y: y, style: Style(.dim))
    }
    for mark in placed {
      buffer.put(
        mark.text, x: x + mark.columns.lowerBound, y: y, style: Style(.mark), maxWidth: mark.columns.count)
    }
  }

  private struct PlacedMark {
    var columns: Range<Int>
    var text: String
  }

  /// The marks in the window. A mark's sign stands in the column of its step; its text to the right of that,
  /// or to the left where only there is room, else cut off at the next mark.
  private func placedMarks(width: Int) -> [PlacedMark] {
    let visible = marks.filter { window.column(of: $0.step) != nil }
    var placed: [PlacedMark] = []
    for (index, mark) in visible.enumerated() {
      let column = mark.step - window.first
      let end = index + 1 < visible.count ? visible[index + 1].step - window.first : width
      let start = placed.last.map { $0.columns.upperBound + 1 } ?? 0
      let text = mark.text(signs)
      let length = TextWidth.columns(text)
      if column + 1 + length > end && column - length >= start {
        placed.append(
          PlacedMark(columns: column - length..<column + 1, text: text + signs.commandMark))
      } else {
        let stop = max(column + 1, min(column + 1 + length, end))
        placed.append(PlacedMark(columns: column..<stop, text: signs.commandMark + text))
      }
    }
    return placed
  }

  /// The least round number of steps between labels that keeps them apart.
  static func spacing(widest: Int) -> Int {
    let least = max(12, widest + 6)
    return [20, 50, 100].first { $0 >= least } ?? 100
  }
}
