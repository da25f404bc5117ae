/// Where panels of one size lie in a figure.
struct PanelGrid {
  private let columns: Int
  private let rows: Int
  private let panel: (width: Double, height: Double)
  private let top: Double
  private let style: FigureStyle

  /// Room left of a plot for its numbers, and above and below it for title and steps.
  private var margins: (left: Double, top: Double, bottom: Double) {
    (Self.left(style), style.textSize * 1.6, style.smallSize * 2.9)
  }

  /// Where the plots of the first column begin.
  static func left(_ style: FigureStyle) -> Double { style.margin + style.smallSize * 4.6 }

  init(count: Int, columns: Int, proportion: Double, style: FigureStyle) {
    self.columns = columns
    rows = (count + columns - 1) / columns
    let width = style.width.points / Double(columns)
    panel = (width, width * proportion)
    top = style.textSize * 2.8
    self.style = style
  }

  /// The lower edge of all panels.
  var bottom: Double { top + Double(rows) * panel.height }

  /// Where a panel's axes stand.
  func plot(_ index: Int) -> Frame {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    return Frame(
      x: Double(column) * panel.width + margins.left, y: top + Double(row) * panel.height + margins.top,
      width: panel.width - margins.left - style.smallSize,
      height: panel.height - margins.top - margins.bottom)
  }

  /// The ground, and two lines above the panels.
  func header(title: String, subtitle: String, height: Double) -> [SVGElement] {
    let palette = style.palette
    let ground = palette.ground.map {
      SVGElement.rectangle(Frame(x: 0, y: 0, width: style.width.points, height: height), fill: $0)
    }
    return (ground.map { [$0] } ?? []) + [
      .group(
        "title",
        [
          .label(title, at: Point(style.margin, style.textSize), size: style.textSize, palette.text, bold: true),
          .label(subtitle, at: Point(style.margin, style.textSize * 2.3), size: style.smallSize, palette.rule),
        ])
    ]
  }
}
