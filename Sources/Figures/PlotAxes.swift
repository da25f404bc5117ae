/// The axes of a plot: numbers below and on the left, a line at zero.
struct PlotAxes {
  private let plot: Frame
  private let x: Scale
  private let y: Scale
  private let xTitle: String?
  private let yTitle: String?
  private let style: FigureStyle

  init(
    plot: Frame, x: ClosedRange<Double>, y: ClosedRange<Double>, xTitle: String?, yTitle: String?,
    style: FigureStyle
  ) {
    self.plot = plot
    self.x = Scale(numbers: x, places: (plot.x, plot.right))
    self.y = Scale(numbers: y, places: (plot.bottom, plot.y))
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.style = style
  }

  /// Where a pair of numbers lies.
  func point(_ a: Double, _ b: Double) -> Point { Point(x(a), y(b)) }

  /// Where the label of a tick on the horizontal axis stands: below it, unless the page ends there.
  private func middle(ofLabel tick: Double) -> Double {
    let width = FigureStyle.width(of: Scale.text(tick), size: style.smallSize)
    return min(x(tick), style.width.points - width / 2)
  }

  func drawn(title: String) -> [SVGElement] {
    let (size, palette) = (style.smallSize, style.palette)
    var elements: [SVGElement] = [
      .label(title, at: Point(plot.x, plot.y - size * 0.5), size: style.textSize, palette.text),
      .rectangle(plot, fill: nil, stroke: palette.rule),
    ]
    if y.numbers.contains(0) {
      elements.append(.line(from: Point(plot.x, y(0)), to: Point(plot.right, y(0)), palette.rule))
    }
    for tick in x.ticks(about: max(2, Int(plot.width / (size * 6))), least: 1) {
      elements.append(
        .line(from: Point(x(tick), plot.bottom), to: Point(x(tick), plot.bottom + 2), palette.rule))
      elements.append(
        .label(
          Scale.text(tick), at: Point(middle(ofLabel: tick), plot.bottom + 2 + size), size: size,
          palette.text, anchor: .middle))
    }
    for tick in y.ticks(about: max(2, Int(plot.height / (size * 3)))) {
      elements.append(.line(from: Point(plot.x - 2, y(tick)), to: Point(plot.x, y(tick)), palette.rule))
      elements.append(
        .label(
          Scale.text(tick), at: Point(plot.x - 3, y(tick) + size * 0.35), size: size, palette.text,
          anchor: .end))
    }
    if let xTitle {
      elements.append(
        .label(
          xTitle, at: Point((plot.x + plot.right) / 2, plot.bottom + 2 + size * 2), size: size, palette.rule,
          anchor: .middle))
    }
    if let yTitle {
      elements.append(
        .label(
          yTitle, at: Point(plot.x - size * 3.6, plot.y + plot.height / 2), size: size, palette.rule,
          anchor: .middle, turned: true))
    }
    return elements
  }
}
