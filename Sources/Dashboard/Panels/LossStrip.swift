import TerminalUI

/// The loss over the whole run, squeezed into the width that there is: means over as few steps as leave four
/// points to a column, so that its spread stays to be seen.
struct LossStrip {
  let state: DashboardState

  private static let labelWidth = 6

  func draw(in rect: Rect, of buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let loss = state.newest.map { signs.fixed($0.loss, decimals: 3) } ?? signs.dash
    let word = rect.width < 30 ? "acc" : "accuracy"
    let accuracy = state.newest.map { "\(word) \(signs.percent($0.accuracy))" } ?? ""
    let inside = rect.inset(horizontal: 2, vertical: 1)
    let plot = inside.splitLeft(Self.labelWidth).rest
    let points = state.losses(atMost: 4 * plot.width)
    buffer.box(
      rect, titles: BoxTitles(title: "loss \(loss)", note: accuracy, footer: evaluation(signs)),
      style: state.edge(of: .loss), capabilities: state.capabilities)
    guard !plot.isEmpty, !points.isEmpty else { return }

    let scale = PlotScale(holding: points.compactMap { $0 }, dots: 4 * plot.height)
    var canvas = BrailleCanvas(columns: plot.width, rows: plot.height)
    var before: (x: Int, y: Int)?
    for (index, point) in points.enumerated() {
      let x = index * (canvas.width - 1) / max(1, points.count - 1)
      let dot = point.map { (x: x, y: scale.dot($0)) }
      if let dot { canvas.line(from: before ?? dot, to: dot) }
      before = dot
    }
    canvas.draw(
      into: &buffer, x: plot.x, y: plot.y, style: Style(.curve, bold: true), capabilities: state.capabilities)

    let finite = points.compactMap { $0 }
    guard let high = finite.max(), let low = finite.min() else { return }
    for (value, line) in [(high, 0), (low, plot.height - 1)] where line == 0 || low < high {
      let area = Rect(x: inside.x, y: plot.y + line, width: Self.labelWidth - 1, height: 1)
      buffer.put(signs.significant(value), in: area, alignment: .right, style: Style(.dim))
    }
  }

  /// How well the network did on test images the last time.
  private func evaluation(_ signs: Signs) -> String {
    guard let last = state.evaluations.last else { return "" }
    return "test \(signs.percent(last.accuracy)) at \(signs.grouped(last.step))"
  }
}
