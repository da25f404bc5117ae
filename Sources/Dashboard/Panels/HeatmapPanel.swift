import RunModel
import Statistics
import TerminalUI

/// Layers × steps: what the test in force says of every row, the rows' names, and where each stands.
struct HeatmapPanel {
  private let state: DashboardState
  private let layout: ScreenLayout
  private let rows: RowSet
  private let picture: HeatmapPicture
  private let signs: Signs

  init(state: DashboardState, rows: RowSet, layout: ScreenLayout) {
    self.state = state
    self.layout = layout
    self.rows = rows
    picture = HeatmapPicture(state: state, layout: layout)
    signs = Signs(state.capabilities)
  }

  func draw(into buffer: inout Buffer) {
    drawBox(into: &buffer)
    picture.draw(into: &buffer)
    for line in 0..<layout.rows.lines {
      let first = layout.firstRow + line * layout.rows.rowsPerLine
      guard first < layout.rows.count else { break }
      let isSecondSelected = layout.rows.rowsPerLine == 2 && first + 1 == state.selectedRow
      drawLabels(
        of: isSecondSelected ? first + 1 : first, isLower: isSecondSelected, line: line, into: &buffer)
    }
    TimeAxis(window: picture.window, marks: state.shownMarks, cursor: state.time.cursor, signs: signs)
      .draw(
        x: layout.cells.x, y: layout.cells.maxY, limit: layout.heatmap.maxX - 1, into: &buffer)
    let legend = Rect(
      x: layout.heatmap.x + 2, y: layout.cells.maxY + 1, width: layout.heatmap.width - 4, height: 1)
    HeatmapLegend(state: state, picture: picture)
      .draw(in: legend, of: &buffer)
  }

  private func drawBox(into buffer: inout Buffer) {
    let hidden = layout.rows.visible < layout.rows.count
    let range = "\(layout.firstRow + 1)\(signs.dash)\(layout.firstRow + layout.rows.visible)"
    HeatmapHead(state: state, layout: layout, level: picture.window.level)
      .draw(footer: hidden ? "\(range) of \(layout.rows.count)" : "", footnote: timeNote, into: &buffer)
  }

  /// How much time a column is, and which part of the run is shown.
  private var timeNote: String {
    var parts: [String] = []
    if picture.window.level > 0 {
      parts.append("\(signs.grouped(picture.window.stepsPerColumn)) steps a column")
    }
    if state.time.showsWholeRun { parts.append("whole run") }
    if let since = state.countedSince { parts.append("shares since \(signs.grouped(since))") }
    return parts.joined(separator: signs.separator)
  }

  private func drawLabels(of position: Int, isLower: Bool, line: Int, into buffer: inout Buffer) {
    let row = state.rowView.shown[position]
    let isSelected = position == state.selectedRow
    let ground: ColorRole = isSelected ? .selection : .background
    let y = layout.names.y + line
    if isSelected {
      let style = Style(.text, on: .selection)
      buffer.fill(
        Rect(x: layout.names.x, y: y, width: layout.names.width - 1, height: 1), with: Cell(" ", style))
      buffer.fill(
        Rect(x: layout.values.x + 1, y: y, width: layout.values.width - 1, height: 1), with: Cell(" ", style))
      // In a line of two rows the pointer says which of them is meant.
      let pointer = layout.rows.rowsPerLine == 1 ? signs.pointer : isLower ? "▄" : "▀"
      buffer.put(pointer, x: layout.names.x, y: y, style: Style(.accent, on: .selection, bold: true))
    }
    drawName(of: position, isLower: isLower, on: ground, y: y, into: &buffer)

    let cosine = picture.cosine(row: row)
    let text = cosine.map { signs.fixed($0, decimals: 2, signed: true) } ?? "  \(signs.dash)  "
    var cosineStyle = ValueInk(state.capabilities).style(picture.verdict(row: row))
    if isSelected { (cosineStyle.background, cosineStyle.bold) = (ground, true) }
    buffer.put(text, x: layout.values.x + 1, y: y, style: cosineStyle, maxWidth: 5)
    let share = state.shares(ofRow: row).flatMap(state.rowView.order.share).map(signs.percent) ?? signs.dash
    buffer.put(
      share.padded(to: 4, rightAligned: true), x: layout.values.x + 7, y: y,
      style: Style(isSelected ? .text : .dim, on: ground), maxWidth: 4)
  }

  /// The row's name; of two rows in a line both, if there is room.
  private func drawName(
    of position: Int, isLower: Bool, on ground: ColorRole, y: Int, into buffer: inout Buffer
  ) {
    let isSelected = position == state.selectedRow
    let chosen = Style(isSelected ? .accent : .text, on: ground, bold: isSelected)
    let width = layout.names.width - 2
    let shown = state.rowView.shown
    let first = isLower ? position - 1 : position
    var line = StyledLine()
    if layout.namesPairs, first + 1 < shown.count {
      let names = PairedNames(rows.rows[shown[first]].name, rows.rows[shown[first + 1]].name)
      let other = Style(.text, on: ground)
      line.add(names.upper + " ", isLower ? other : chosen)
      line.add(names.lower, isLower || !isSelected ? chosen : other)
    } else {
      let name = rows.rows[shown[position]].name
      line.add(
        (layout.hasShortNames ? name.shortName : name).truncatedInMiddle(to: width, state.capabilities),
        chosen)
    }
    buffer.put(line, x: layout.names.x + 1, y: y, maxWidth: width)
  }
}
