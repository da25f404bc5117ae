import RunModel
import Statistics
import TerminalUI

/// Layers × steps: the verdict on every row at every step, the rows' names, and where each stands.
struct HeatmapPanel {
  private let state: DashboardState
  private let layout: ScreenLayout
  private let history: DriftHistory
  private let rows: RowHistory
  private let window: TimeWindow
  private let signs: Signs

  init(state: DashboardState, history: DriftHistory, layout: ScreenLayout) {
    self.state = state
    self.history = history
    self.layout = layout
    rows = history[state.grouping]
    window = TimeWindow(newest: history.lastStep, width: layout.cells.width)
    signs = Signs(state.capabilities)
  }

  func draw(into buffer: inout Buffer) {
    drawBox(into: &buffer)
    for line in 0..<layout.rows.lines {
      let first = layout.firstRow + line * layout.rows.rowsPerLine
      guard first < layout.rows.count else { break }
      let second = layout.rows.rowsPerLine == 2 && first + 1 < layout.rows.count ? first + 1 : nil
      drawCells(of: first, second, line: line, into: &buffer)
      let isSecondSelected = second == state.selectedRow
      drawLabels(
        of: isSecondSelected ? first + 1 : first, isLower: isSecondSelected, line: line, into: &buffer)
    }
    TimeAxis(window: window, marks: state.marks, signs: signs)
      .draw(
        x: layout.cells.x, y: layout.cells.maxY, limit: layout.heatmap.maxX - 1, into: &buffer)
    let legend = Rect(
      x: layout.heatmap.x + 2, y: layout.cells.maxY + 1, width: layout.heatmap.width - 4, height: 1)
    HeatmapLegend(rows: rows, capabilities: state.capabilities).draw(in: legend, of: &buffer)
  }

  private func drawBox(into buffer: inout Buffer) {
    let title = "\(state.grouping.rawValue)s \(signs.times) steps"
    let bound = signs.unicode ? "√(ln n / n) · paper" : "sqrt(ln n / n), paper"
    let cosine = signs.unicode ? "cos(gₜ, gₜ₋₁)" : "cos(g[t], g[t-1])"
    let long = "\(cosine) against \(bound)"
    let room = layout.heatmap.width - title.count - 7
    let hidden = layout.rows.visible < layout.rows.count
    let range = "\(layout.firstRow + 1)\(signs.dash)\(layout.firstRow + layout.rows.visible)"
    buffer.box(
      layout.heatmap,
      titles: BoxTitles(
        title: title, note: TextWidth.columns(long) <= room ? long : "cos against \(bound)",
        footer: hidden ? "\(range) of \(layout.rows.count)" : ""),
      capabilities: state.capabilities)
  }

  private func drawCells(of upper: Int, _ lower: Int?, line: Int, into buffer: inout Buffer) {
    let ink = HeatmapInk(state.capabilities)
    let y = layout.cells.y + line
    for step in window.steps where step <= history.lastStep {
      let x = layout.cells.x + step - window.first
      buffer[x, y] =
        layout.rows.rowsPerLine == 2
        ? ink.cell(upper: verdict(upper, at: step), lower: lower.map { verdict($0, at: step) })
        : ink.cell(verdict(upper, at: step))
    }
  }

  private func verdict(_ row: Int, at step: Int) -> Verdict {
    Verdict(
      cosine: history.cosine(state.grouping, row: row, step: step), bound: rows.bounds[row])
  }

  private func drawLabels(of row: Int, isLower: Bool, line: Int, into buffer: inout Buffer) {
    let isSelected = row == state.selectedRow
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
    let nameWidth = layout.names.width - 2
    let nameStyle = Style(isSelected ? .accent : .text, on: ground, bold: isSelected)
    let name = layout.hasShortNames ? rows.rows[row].name.shortName : rows.rows[row].name
    buffer.put(
      name.truncatedInMiddle(to: nameWidth, state.capabilities), x: layout.names.x + 1, y: y,
      style: nameStyle, maxWidth: nameWidth)

    let cosine = rows.newest.isEmpty ? nil : rows.newest[row].cosine
    let text = cosine.map { signs.fixed($0, decimals: 2, signed: true) } ?? "  \(signs.dash)  "
    let now = Verdict(cosine: cosine, bound: rows.bounds[row])
    var cosineStyle = ValueInk(state.capabilities).style(now)
    if isSelected { cosineStyle = Style(.text, on: ground, bold: true) }
    buffer.put(text, x: layout.values.x + 1, y: y, style: cosineStyle, maxWidth: 5)
    let share = rows.counts[row].nonRandomShare.map(signs.percent) ?? signs.dash
    buffer.put(
      share.padded(to: 4, rightAligned: true), x: layout.values.x + 7, y: y,
      style: Style(isSelected ? .text : .dim, on: ground), maxWidth: 4)
  }
}
