import TerminalUI

/// The line of step numbers below the heatmap, with what happened at its step, and the step that is looked at.
struct TimeAxis {
  let window: TimeWindow
  let marks: [TimeMark]
  let cursor: Int?
  let signs: Signs

  /// Draws the axis: column 0 of the window at `x`; nothing at or right of `limit`.
  func draw(x: Int, y: Int, limit: Int, into buffer: inout Buffer) {
    let room = limit - x
    var placed = cursorMark(room: room).map { [$0] } ?? []
    placed += placedMarks(width: room, around: placed.first)
    let spacing = spacing
    let firstTick = (window.steps.lowerBound + spacing - 1) / spacing * spacing
    for step in stride(from: firstTick, to: window.steps.upperBound, by: spacing) {
      guard let column = window.column(of: step) else { continue }
      let label = (signs.unicode ? "╵" : "'") + signs.grouped(step)
      let range = column..<column + TextWidth.columns(label)
      let isFree = !placed.contains { $0.columns.overlaps(range.lowerBound - 1..<range.upperBound + 1) }
      guard isFree, range.upperBound <= window.width else { continue }
      buffer.put(label, x: x + column, y: y, style: Style(.dim))
    }
    for mark in placed {
      buffer.put(
        mark.text, x: x + mark.columns.lowerBound, y: y, style: mark.style, maxWidth: mark.columns.count)
    }
  }

  private struct PlacedMark {
    var columns: Range<Int>
    var text: String
    var style: Style
  }

  private func cursorMark(room: Int) -> PlacedMark? {
    guard let cursor, let column = window.column(of: cursor) else { return nil }
    return placed(
      signs.grouped(cursor), sign: signs.cursorMark, at: column, style: Style(.accent, bold: true), 0..<room)
  }

  /// The marks in the window. Changes come before epochs where there is no room for all.
  private func placedMarks(width: Int, around cursor: PlacedMark?) -> [PlacedMark] {
    let visible = marks.compactMap { mark in window.column(of: mark.step).map { (mark: mark, column: $0) } }
    let notable = visible.filter { $0.mark.isNotable }
    var taken = cursor.map { [$0] } ?? []
    for (index, (mark, column)) in notable.enumerated() {
      let end = index + 1 < notable.count ? notable[index + 1].column : width
      let start = max(0, index > 0 ? notable[index - 1].column + 1 : 0)
      let free = free(around: column, within: start..<max(start, end), taken)
      guard free.contains(column) else { continue }
      taken.append(
        placed(mark.text(signs), sign: signs.commandMark, at: column, style: Style(.mark), free))
    }
    for (mark, column) in visible where !mark.isNotable {
      let text = mark.text(signs)
      let range = column..<column + 1 + TextWidth.columns(text)
      guard range.upperBound <= width,
        !taken.contains(where: { $0.columns.overlaps(range.lowerBound - 1..<range.upperBound + 1) })
      else { continue }
      taken.append(
        PlacedMark(columns: range, text: signs.commandMark + text, style: Style(.dim)))
    }
    return Array(taken.dropFirst(cursor == nil ? 0 : 1))
  }

  /// The columns around one that nothing was placed in.
  private func free(around column: Int, within range: Range<Int>, _ taken: [PlacedMark]) -> Range<Int> {
    guard range.contains(column) else { return 0..<0 }
    var range = range
    for mark in taken {
      if mark.columns.contains(column) { return 0..<0 }
      if mark.columns.lowerBound > column {
        range = range.lowerBound..<min(range.upperBound, mark.columns.lowerBound)
      } else {
        range = min(column, max(range.lowerBound, mark.columns.upperBound + 1))..<range.upperBound
      }
    }
    return range
  }

  /// The sign stands in its column; the text to the right of that, or to the left where only there is room, else
  /// cut off.
  private func placed(_ text: String, sign: String, at column: Int, style: Style, _ free: Range<Int>)
    -> PlacedMark
  {
    let length = TextWidth.columns(text)
    if column + 1 + length > free.upperBound && column - length >= free.lowerBound {
      return PlacedMark(columns: column - length..<column + 1, text: text + sign, style: style)
    }
    let stop = max(column + 1, min(column + 1 + length, free.upperBound))
    return PlacedMark(columns: column..<stop, text: sign + text, style: style)
  }

  /// The least round number of steps between labels that keeps them apart.
  private var spacing: Int {
    let widest = TextWidth.columns(signs.grouped(window.steps.upperBound))
    let least = max(12, widest + 6) << window.level
    var power = 1
    while true {
      for factor in [1, 2, 5] where factor * power >= least && factor * power >= 20 { return factor * power }
      power *= 10
    }
  }
}
