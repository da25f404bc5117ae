import RunModel
import TerminalUI

/// The norm of the gradient and the update-to-weight ratio of the selected layer over the steps in the picture, each
/// with a logarithmic scale of its own.
struct NormCurves {
  let state: DashboardState

  func draw(in rect: Rect, of buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    buffer.box(
      rect, titles: BoxTitles(title: "norms", note: "logarithmic"), capabilities: state.capabilities)
    let inside = rect.inset(horizontal: 2, vertical: 1)
    guard let row = state.selectedLayer, let window = state.window, inside.height >= 2 else { return }
    let (curves, axis) = inside.splitBottom(inside.height > 4 ? 1 : 0)
    let (upper, lower) = curves.splitTop(curves.height / 2)
    for (area, measure, name) in [
      (upper, Measure.gradientNorm, "|g|"), (lower, .updateToWeight, "|u|/|w|"),
    ] {
      let values = state.smoothing.smoothed(state.means(measure, ofRow: row, in: window))
      draw(values, name, in: area, window, signs, &buffer)
    }
    let steps = axis.splitLeft(Self.labels).rest
    buffer.put(signs.grouped(window.steps.lowerBound), in: steps, style: Style(.dim))
    buffer.put(
      signs.grouped(window.steps.upperBound - 1), in: steps, alignment: .right, style: Style(.dim))
    buffer.put("step", in: axis, style: Style(.dim))
  }

  /// Columns of the numbers at the left.
  private static let labels = 9

  private func draw(
    _ values: [Double?], _ name: String, in area: Rect, _ window: TimeWindow, _ signs: Signs,
    _ buffer: inout Buffer
  ) {
    let (labels, plot) = area.splitLeft(Self.labels)
    for mark in state.marks where mark.isNotable && mark.step <= state.lastStep {
      guard let column = window.column(of: mark.step) else { continue }
      let x = plot.x + column * plot.width / max(1, values.count)
      for y in plot.y..<plot.maxY { buffer.put(signs.commandMark, x: x, y: y, style: Style(.mark)) }
    }
    buffer.put(name, x: labels.x, y: labels.y, style: Style(.dim), maxWidth: 8)
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max(), !plot.isEmpty else { return }
    buffer.put(signs.power(high), x: labels.x, y: labels.y + (labels.height > 2 ? 1 : 0), maxWidth: 8)
    if labels.height > 1 { buffer.put(signs.power(low), x: labels.x, y: labels.maxY - 1, maxWidth: 8) }
    let scale = PlotScale(holding: known, dots: 4 * plot.height)
    var canvas = BrailleCanvas(columns: plot.width, rows: plot.height)
    // The steps of the picture, squeezed into the width that there is.
    var before: (x: Int, y: Int)?
    for (index, value) in values.enumerated() {
      let x = index * canvas.width / max(1, values.count)
      let dot = value.map { (x: x, y: scale.dot($0)) }
      if let dot { canvas.line(from: before ?? dot, to: dot) }
      before = dot
    }
    canvas.draw(
      into: &buffer, x: plot.x, y: plot.y, style: Style(.curve, bold: true), capabilities: state.capabilities)
  }
}
