extension PanelFigure where Panel == CurvePanel {
  /// The share of a panel's width that it is high.
  private static var proportion: Double { 0.62 }

  /// Draws the figure.
  public func drawn(in style: FigureStyle = FigureStyle()) -> SVGDocument {
    let numbers = commonRange
    return drawn(in: style, proportion: Self.proportion) { index, plot in
      let panel = panels[index]
      let axes = PlotAxes(
        plot: plot, x: Self.stepRange(panel), y: numbers, xTitle: "step",
        yTitle: index % columns == 0 ? "smoothed cosine" : nil, style: style)
      let curves = panel.curves.flatMap { drawn($0, axes: axes, palette: style.palette) }
      return .group(panel.title, axes.drawn(title: panel.title) + [.group("\(panel.title) curves", curves)])
    } legend: { baseline in
      .group("depth", depthLegend(baseline: baseline, style: style))
    }
  }

  /// All panels share their vertical axis, so that heights can be compared.
  private var commonRange: ClosedRange<Double> {
    let samples = panels.flatMap(\.curves).flatMap(\.samples)
    let low = samples.compactMap { sample in sample.mean.map { $0 - sample.spread } }.min() ?? 0
    let high = samples.compactMap { sample in sample.mean.map { $0 + sample.spread } }.max() ?? 0
    return max(min(low, -0.05), -1)...min(max(high, 0.05), 1)
  }

  private static func stepRange(_ panel: Panel) -> ClosedRange<Double> {
    let steps = panel.curves.flatMap(\.samples).map(\.step)
    return (steps.min() ?? 0)...(steps.max() ?? 1)
  }

  private func drawn(_ curve: CurvePanel.Curve, axes: PlotAxes, palette: FigurePalette) -> [SVGElement] {
    let color = palette.color(depth: curve.depth)
    func point(_ sample: CurvePanel.Sample, _ side: Double) -> Point? {
      sample.mean.map { axes.point(sample.step, $0 + side * sample.spread) }
    }
    var elements: [SVGElement] = []
    if curve.samples.contains(where: { $0.spread > 0 }) {
      let upper = curve.samples.compactMap { point($0, 1) }
      let lower = curve.samples.compactMap { point($0, -1) }
      elements.append(.area(.outline(upper + lower.reversed()), fill: color, opacity: 0.12))
    }
    let line = PathData.line(curve.samples.map { point($0, 0) })
    if !line.isEmpty { elements.append(.curve(line, color, width: 0.7, title: curve.name)) }
    return elements
  }

  /// A bar of colours from input to output.
  private func depthLegend(baseline y: Double, style: FigureStyle) -> [SVGElement] {
    let size = style.smallSize
    let swatches = 24
    let start = style.width.points / 2 - size * 6
    let width = size * 12 / Double(swatches)
    let bar = (0..<swatches).map { index in
      SVGElement.rectangle(
        Frame(x: start + Double(index) * width, y: y - size * 0.7, width: width + 0.1, height: size * 0.7),
        fill: style.palette.color(depth: Double(index) / Double(swatches - 1)))
    }
    return bar + [
      .label("input", at: Point(start - size * 0.5, y), size: size, style.palette.text, anchor: .end),
      .label("output", at: Point(start + size * 12.5, y), size: size, style.palette.text),
    ]
  }
}
