import RunModel
import Statistics
import TerminalUI

/// The selected layer's cosine at every step of the heatmap above it, column below column, against its bound:
/// the band between −τ and τ is what random directions would keep to.
struct LayerCurve {
  private let state: DashboardState
  private let history: DriftHistory
  private let rows: RowHistory
  private let signs: Signs
  /// The columns of the plot on the screen, those of the heatmap.
  private let columns: Range<Int>

  init(state: DashboardState, history: DriftHistory, layout: ScreenLayout) {
    self.state = state
    self.history = history
    rows = history[state.grouping]
    signs = Signs(state.capabilities)
    columns = layout.cells.x..<layout.cells.maxX
  }

  func draw(in rect: Rect, of buffer: inout Buffer) {
    let row = state.selectedRow
    let bound = rows.bounds[row]
    let parameters = "n = \(signs.grouped(rows.rows[row].parameters))"
    let note = "\(parameters)\(signs.separator)\(signs.plusMinus)\(signs.tau) = \(signs.significant(bound))"
    let name = rows.rows[row].name.truncatedInMiddle(to: rect.width - 10, state.capabilities)
    buffer.box(rect, titles: BoxTitles(title: "cos  \(name)", note: note), capabilities: state.capabilities)
    let plot = Rect(x: columns.lowerBound, y: rect.y + 1, width: columns.count, height: rect.height - 2)
    guard !plot.isEmpty else { return }

    let window = TimeWindow(newest: history.lastStep, width: plot.width)
    let values = window.steps.map { history.cosine(state.grouping, row: row, step: $0) }
    let scale = PlotScale(holding: values.compactMap { $0 } + [-bound, bound], dots: 4 * plot.height)
    drawBand(bound, scale, in: plot, of: &buffer)
    drawMarks(window, in: plot, of: &buffer)
    drawCurve(values, bound, scale, in: plot, of: &buffer)
    drawLabels(values, bound, scale, labels: rect.x + 2..<plot.x - 1, in: plot, of: &buffer)
  }

  /// Lines that lie wholly within ±τ get the band's ground; dots mark zero and the two edges.
  private func drawBand(_ bound: Double, _ scale: PlotScale, in plot: Rect, of buffer: inout Buffer) {
    let (top, bottom) = (scale.dot(bound), scale.dot(-bound))
    for line in 0..<plot.height where 4 * line >= top && 4 * line + 3 <= bottom {
      buffer.restyle(Rect(x: plot.x, y: plot.y + line, width: plot.width, height: 1)) {
        $0.background = .band
      }
    }
    var guides = BrailleCanvas(columns: plot.width, rows: plot.height)
    for x in 0..<guides.width {
      guides.set(x: x, y: scale.dot(0))
      if x % 4 == 0 {
        guides.set(x: x, y: top)
        guides.set(x: x, y: bottom)
      }
    }
    guides.draw(into: &buffer, x: plot.x, y: plot.y, style: Style(.border), capabilities: state.capabilities)
  }

  /// Changes of the optimizer, at the same columns as on the time axis.
  private func drawMarks(_ window: TimeWindow, in plot: Rect, of buffer: inout Buffer) {
    for mark in state.marks where mark.step <= history.lastStep {
      guard let column = window.column(of: mark.step) else { continue }
      let x = plot.x + column
      for y in plot.y..<plot.maxY {
        let ground = buffer[x, y].style.background
        buffer.put(signs.commandMark, x: x, y: y, style: Style(.mark, on: ground))
      }
    }
  }

  /// Each column has the colour of its step's verdict, where that can be read.
  private func drawCurve(
    _ values: [Double?], _ bound: Double, _ scale: PlotScale, in plot: Rect, of buffer: inout Buffer
  ) {
    var canvas = BrailleCanvas(columns: plot.width, rows: plot.height)
    for (column, value) in values.enumerated() {
      guard let value else { continue }
      let point = (x: 2 * column, y: scale.dot(value))
      canvas.set(x: point.x, y: point.y)
      canvas.set(x: point.x + 1, y: point.y)
      if column > 0, let before = values[column - 1] {
        canvas.line(from: (x: point.x - 1, y: scale.dot(before)), to: point)
      }
    }
    canvas.draw(
      into: &buffer, x: plot.x, y: plot.y, style: Style(.curve, bold: true), capabilities: state.capabilities)
    guard ValueInk(state.capabilities).isColored else { return }
    for (column, value) in values.enumerated() {
      let verdict = Verdict(cosine: value, bound: bound)
      guard verdict == .aligned || verdict == .opposed else { continue }
      buffer.restyle(Rect(x: plot.x + column, y: plot.y, width: 1, height: plot.height)) {
        if $0.foreground == .curve { $0.foreground = HeatmapInk.role(verdict) }
      }
    }
  }

  /// The ends of the scale and zero at the left, the newest value at the right, each at its height.
  private func drawLabels(
    _ values: [Double?], _ bound: Double, _ scale: PlotScale, labels: Range<Int>, in plot: Rect,
    of buffer: inout Buffer
  ) {
    let zeroLine = scale.dot(0) / 4
    func label(_ text: String, line: Int) {
      let area = Rect(x: labels.lowerBound, y: plot.y + line, width: labels.count, height: 1)
      buffer.put(text, in: area, alignment: .right, style: Style(.dim))
    }
    let decimals = scale.high - scale.low < 0.05 ? 4 : scale.high - scale.low < 0.5 ? 3 : 2
    label("0", line: zeroLine)
    if zeroLine > 0 { label(signs.fixed(scale.high, decimals: decimals, signed: true), line: 0) }
    if zeroLine < plot.height - 1 {
      label(signs.fixed(scale.low, decimals: decimals, signed: true), line: plot.height - 1)
    }
    guard let newest = history.cosine(state.grouping, row: state.selectedRow, step: history.lastStep) else {
      return
    }
    let style = ValueInk(state.capabilities).style(Verdict(cosine: newest, bound: bound))
    buffer.put(
      signs.fixed(newest, decimals: 3, signed: true), x: plot.maxX + 1, y: plot.y + scale.dot(newest) / 4,
      style: style, maxWidth: 8)
  }
}
