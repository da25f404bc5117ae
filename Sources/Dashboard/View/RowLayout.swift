/// How the rows of the heatmap lie on the lines of the screen.
struct RowLayout: Equatable, Sendable {
  /// All rows.
  let count: Int
  /// Lines of the screen.
  let lines: Int
  /// 1, or 2 where half blocks draw two rows in a line.
  let rowsPerLine: Int

  /// One row a line, and the user scrolls where not all have room; two with `halved` where they have not.
  init(count: Int, lines: Int, halved: Bool) {
    self.count = count
    self.lines = max(1, lines)
    rowsPerLine = halved && count > self.lines ? 2 : 1
  }

  /// Rows that are on the screen at once.
  var visible: Int { min(count, lines * rowsPerLine) }

  /// The first row on the screen, moved no further than the selected row needs.
  func firstRow(keeping selected: Int, visibleFrom first: Int) -> Int {
    let first = min(max(first, selected - visible + 1), selected)
    return max(0, min(first, count - visible))
  }
}
