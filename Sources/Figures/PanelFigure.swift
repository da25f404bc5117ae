/// A figure of panels of one kind, beside and below each other.
public struct PanelFigure<Panel: Sendable>: Sendable {
  /// What is shown.
  public var title: String
  /// How it was computed, what bands or bars are.
  public var subtitle: String
  /// The panels, in reading order.
  public var panels: [Panel]
  /// Panels beside each other.
  public var columns: Int

  /// Makes a figure.
  public init(title: String, subtitle: String, panels: [Panel], columns: Int = 1) {
    precondition(columns >= 1, "a figure has a column at least")
    self.title = title
    self.subtitle = subtitle
    self.panels = panels
    self.columns = columns
  }

  /// Draws the figure: panels `proportion` times as high as wide, and a legend on a line below them.
  func drawn(
    in style: FigureStyle, proportion: Double, panel: (_ index: Int, _ plot: Frame) -> SVGElement,
    legend: (_ baseline: Double) -> SVGElement
  ) -> SVGDocument {
    let grid = PanelGrid(count: panels.count, columns: columns, proportion: proportion, style: style)
    let height = grid.bottom + style.smallSize * 2.2
    let elements =
      grid.header(title: title, subtitle: subtitle, height: height)
      + panels.indices.map { panel($0, grid.plot($0)) } + [legend(height - style.smallSize * 0.6)]
    return SVGDocument(title: title, width: style.width.points, height: height, elements: elements)
  }
}
