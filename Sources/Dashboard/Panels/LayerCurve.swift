import RunModel
import Statistics
import TerminalUI

/// The selected layer's cosine in every column of the heatmap above it, column below column, against its bound: the
/// band between −τ and τ is what random directions would keep to. In a column of several steps it is their mean.
struct LayerCurve {
  private let state: DashboardState
  private let rows: RowSet
  private let signs: Signs
  /// The columns of the plot on the screen, those of the heatmap.
  private let columns: Range<Int>
  /// Whether the screen has no heatmap, so that the steps are said here.
  private let isWhole: Bool

  init(state: DashboardState, rows: RowSet, columns: Range<Int>, isWhole: Bool = false) {
    self.isWhole = isWhole
    self.state = state
    self.rows = rows
    signs = Signs(state.capabilities)
    self.columns = columns
  }

  func draw(in rect: Rect, of buffer: inout Buffer) {
    guard let row = state.selectedLayer else { return }
    let bound = state.test?.threshold(row: row)
    let name = rows.rows[row].name.truncatedInMiddle(to: rect.width - 10, state.capabilities)
    buffer.box(
      rect, titles: BoxTitles(title: "cos  \(name)", note: note(bound, row: row)),
      style: isWhole ? Style(.border) : state.edge(of: .curve), capabilities: state.capabilities)
    let axis = isWhole ? 1 : 0
    let plot = Rect(
      x: columns.lowerBound, y: rect.y + 1, width: columns.count, height: rect.height - 2 - axis)
    guard !plot.isEmpty else { return }

    let window = state.time.window(newest: state.lastStep, width: plot.width)
    let raw = state.means(.cosine, ofRow: row, in: window)
    let values = state.smoothing.smoothed(raw)
    let others =
      state.comparison == nil ? [] : state.smoothing.smoothed(state.partnerMeans(ofRow: row, in: window))
    let scale = PlotScale(
      roundlyHolding: (values + others).compactMap { $0 } + (bound.map { [-$0, $0] } ?? [0]),
      dots: 4 * plot.height)
    drawBand(bound, scale, in: plot, of: &buffer)
    drawMarks(window, in: plot, of: &buffer)
    if !others.isEmpty { drawCurve(others, nil, scale, role: .dim, in: plot, of: &buffer) }
    drawCurve(values, bound, scale, in: plot, of: &buffer)
    let column = state.time.cursor.flatMap(window.column) ?? values.lastIndex { $0 != nil } ?? 0
    drawLabels(values[column], bound, scale, labels: rect.x + 2..<plot.x - 1, in: plot, of: &buffer)
    if isWhole {
      TimeAxis(window: window, marks: state.shownMarks, cursor: state.time.cursor, signs: signs)
        .draw(x: plot.x, y: plot.maxY, limit: rect.maxX - 1, into: &buffer)
    }
  }

  private func note(_ bound: Double?, row: Int) -> String {
    var parts = ["n = \(signs.grouped(rows.rows[row].parameters))"]
    if let bound { parts.append("\(signs.plusMinus)\(signs.tau) = \(signs.significant(bound))") }
    if isWhole { parts.append(RuleText(state.rule, quantity: state.quantity, signs: signs).name) }
    if let comparison = state.comparison {
      parts.insert(
        "\(signs.unicode ? "⠒" : "..") \(comparison.names(beside: state, signs).last?.below ?? "")", at: 0)
    }
    if state.smoothing != .none { parts.append(state.smoothing.title(signs)) }
    return parts.joined(separator: signs.separator)
  }

  /// To the dot: what lies within ±τ is hatched, and a line of dots marks zero.
  private func drawBand(_ bound: Double?, _ scale: PlotScale, in plot: Rect, of buffer: inout Buffer) {
    var band = BrailleCanvas(columns: plot.width, rows: plot.height)
    let zero = scale.dot(0)
    for x in 0..<band.width { band.set(x: x, y: zero) }
    if let bound {
      // As far below zero as above it, however the scale rounds.
      let reach = max(zero - scale.dot(bound), scale.dot(-bound) - zero)
      for x in stride(from: 0, to: band.width, by: 4) {
        band.set(x: x, y: zero - reach)
        band.set(x: x, y: zero + reach)
        guard signs.unicode else { continue }
        for y in zero - reach...zero + reach { band.set(x: x + 2 * ((y - zero) & 1), y: y) }
      }
    }
    band.draw(into: &buffer, x: plot.x, y: plot.y, style: Style(.border), capabilities: state.capabilities)
  }

  /// What happened, and the step that is looked at, at the same columns as on the time axis.
  private func drawMarks(_ window: TimeWindow, in plot: Rect, of buffer: inout Buffer) {
    func line(at step: Int, _ glyph: String, _ role: ColorRole) {
      guard let column = window.column(of: step) else { return }
      let x = plot.x + column
      for y in plot.y..<plot.maxY {
        let ground = buffer[x, y].style.background
        buffer.put(glyph, x: x, y: y, style: Style(role, on: ground))
      }
    }
    for mark in state.shownMarks where mark.step <= state.lastStep && mark.isNotable {
      line(at: mark.step, signs.commandMark, .mark)
    }
    if let cursor = state.time.cursor { line(at: cursor, signs.unicode ? "│" : "|", .accent) }
  }

  /// Each column has the colour of its verdict, where that can be read.
  private func drawCurve(
    _ values: [Double?], _ bound: Double?, _ scale: PlotScale, role: ColorRole = .curve, in plot: Rect,
    of buffer: inout Buffer
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
      into: &buffer, x: plot.x, y: plot.y, style: Style(role, bold: true), capabilities: state.capabilities)
    guard let bound, ValueInk(state.capabilities).isColored else { return }
    for (column, value) in values.enumerated() {
      let verdict = Verdict(cosine: value, bound: bound)
      guard verdict == .aligned || verdict == .opposed else { continue }
      buffer.restyle(Rect(x: plot.x + column, y: plot.y, width: 1, height: plot.height)) {
        if $0.foreground == .curve { $0.foreground = HeatmapInk.role(verdict) }
      }
    }
  }

  /// The ends of the scale and zero at the left, the value of the column that is looked at on the right, each at its
  /// height.
  private func drawLabels(
    _ value: Double?, _ bound: Double?, _ scale: PlotScale, labels: Range<Int>, in plot: Rect,
    of buffer: inout Buffer
  ) {
    let zeroLine = scale.dot(0) / 4
    func label(_ text: String, line: Int) {
      guard TextWidth.columns(text) <= labels.count else { return }
      let area = Rect(x: labels.lowerBound, y: plot.y + line, width: labels.count, height: 1)
      buffer.put(text, in: area, alignment: .right, style: Style(.dim))
    }
    let decimals = scale.high - scale.low < 0.05 ? 4 : scale.high - scale.low < 0.5 ? 3 : 2
    label("0", line: zeroLine)
    if zeroLine > 0 { label(signs.fixed(scale.high, decimals: decimals, signed: true), line: 0) }
    if zeroLine < plot.height - 1 {
      label(signs.fixed(scale.low, decimals: decimals, signed: true), line: plot.height - 1)
    }
    guard let value else { return }
    let text = signs.fixed(value, decimals: max(3, decimals), signed: true)
    let style = ValueInk(state.capabilities).style(
      bound.map { Verdict(cosine: value, bound: $0) } ?? .random)
    buffer.put(
      text, x: plot.maxX + 1, y: plot.y + scale.dot(value) / 4, style: style, maxWidth: 8)
  }
}

extension Smoothing {
  /// What it does, in a word or two.
  func title(_ signs: Signs) -> String {
    switch self {
    case .none: "raw"
    case .exponential(let beta): "mean \(signs.unicode ? "β" : "beta") \(signs.number(beta))"
    case .window(let steps): "mean of \(steps)"
    }
  }
}
