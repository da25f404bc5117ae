import TerminalUI

/// The loss over the whole run, squeezed into the width that there is: means over as few steps as leave four
/// points to a column, so that its spread stays to be seen.
struct LossStrip {
  let state: DashboardState

  func draw(in rect: Rect, of buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let loss = state.newest.map { signs.loss($0.loss) } ?? signs.dash
    let word = rect.width < 30 ? "acc" : "accuracy"
    let accuracy = state.newest.map { "\(word) \(signs.percent($0.accuracy))" } ?? ""
    let inside = rect.inset(horizontal: 2, vertical: 1)
    // Only a very small or large loss has a longer label, with a power of ten, for which the plot makes room.
    var (labels, plot) = inside.splitLeft(6)
    var points = state.losses(atMost: 4 * plot.width)
    let longest = Self.ends(of: points, signs).map(TextWidth.columns).max() ?? 0
    if longest >= labels.width {
      (labels, plot) = inside.splitLeft(longest + 1)
      points = state.losses(atMost: 4 * plot.width)
    }
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

    for (text, line) in zip(Self.ends(of: points, signs), [0, plot.height - 1]) {
      let area = Rect(x: labels.x, y: plot.y + line, width: labels.width - 1, height: 1)
      buffer.put(text, in: area, alignment: .right, style: Style(.dim))
    }
  }

  /// The greatest and the least of the points; one where they are the same.
  private static func ends(of points: [Double?], _ signs: Signs) -> [String] {
    let values = points.compactMap { $0 }
    guard let high = values.max(), let low = values.min() else { return [] }
    return (low < high ? [high, low] : [high]).map(signs.significant)
  }

  /// How well the network did on test images the last time.
  private func evaluation(_ signs: Signs) -> String {
    guard let last = state.evaluations.last else { return "" }
    return "test \(signs.percent(last.accuracy)) at \(signs.grouped(last.step))"
  }
}
