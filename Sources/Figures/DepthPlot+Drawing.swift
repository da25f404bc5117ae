extension PanelFigure where Panel == DepthPanel {
  /// The share of a panel's width that it is high.
  private static var proportion: Double { 0.5 }

  /// Draws the figure.
  public func drawn(in style: FigureStyle = FigureStyle()) -> SVGDocument {
    drawn(in: style, proportion: Self.proportion) { index, plot in
      .group(panels[index].title, drawn(panels[index], in: plot, style: style))
    } legend: { baseline in
      .group("legend", legend(baseline: baseline, style: style))
    }
  }

  private func drawn(_ panel: Panel, in plot: Frame, style: FigureStyle) -> [SVGElement] {
    let (size, palette) = (style.smallSize, style.palette)
    let width = plot.width / Double(max(panel.layers.count, 1))
    let up = Scale(numbers: 0...1, places: (plot.bottom, plot.y))
    var areas = [PathData(), PathData(), PathData()]
    var marks: [SVGElement] = []
    for (index, layer) in panel.layers.enumerated() {
      let x = plot.x + (Double(index) + 0.08) * width
      func bar(from low: Double, to high: Double) -> Frame {
        Frame(x: x, y: up(high), width: width * 0.84, height: up(low) - up(high))
      }
      let middle = plot.x + (Double(index) + 0.5) * width
      if let shares = layer.shares {
        let nonRandom = shares.opposed + shares.aligned
        areas[0].add(bar(from: nonRandom, to: 1))
        areas[1].add(bar(from: shares.opposed, to: nonRandom))
        areas[2].add(bar(from: 0, to: shares.opposed))
        if let spread = layer.spread, spread > 0 {
          let ends = (up(max(nonRandom - spread, 0)), up(min(nonRandom + spread, 1)))
          marks.append(.line(from: Point(middle, ends.0), to: Point(middle, ends.1), palette.text))
        }
      }
      if layer.isOnSkipConnection { marks.append(skipMark(below: Point(middle, plot.bottom), size, palette)) }
    }
    let bars = zip(areas, [palette.random, palette.aligned, palette.opposed])
      .filter { !$0.0.isEmpty }.map { SVGElement.area($0, fill: $1) }
    let title = SVGElement.label(
      panel.title, at: Point(plot.x, plot.y - size * 0.5), size: style.textSize, palette.text)
    return [title, .group("\(panel.title) shares", bars)] + marks + shareAxis(plot, up, style)
      + stageAxis(panel, plot, width, style)
  }

  /// A small triangle that points at a layer on a skip connection.
  private func skipMark(below place: Point, _ size: Double, _ palette: FigurePalette) -> SVGElement {
    let half = size * 0.22
    return .area(
      .outline([
        Point(place.x, place.y + 0.6), Point(place.x - half, place.y + 0.6 + 2 * half),
        Point(place.x + half, place.y + 0.6 + 2 * half),
      ]), fill: palette.mark)
  }

  private func shareAxis(_ plot: Frame, _ up: Scale, _ style: FigureStyle) -> [SVGElement] {
    [0, 0.5, 1].map { share in
      .label(
        "\(Int(100 * share))%", at: Point(plot.x - 3, up(share) + style.smallSize * 0.35),
        size: style.smallSize, style.palette.text, anchor: .end)
    }
  }

  /// The names of stages under their layers, with lines between them; names that would touch are left out.
  private func stageAxis(
    _ panel: Panel, _ plot: Frame, _ width: Double, _ style: FigureStyle
  ) -> [SVGElement] {
    let size = style.smallSize
    var elements: [SVGElement] = []
    var free = -Double.infinity
    var start = 0
    while start < panel.layers.count {
      let stage = panel.layers[start].stage
      let end = panel.layers[start...].firstIndex { $0.stage != stage } ?? panel.layers.count
      let middle = plot.x + Double(start + end) / 2 * width
      let extent = FigureStyle.width(of: String(stage), size: size)
      let hasRoom = end - start > 1 || end == panel.layers.count || width >= extent
      if hasRoom, middle - extent / 2 > free {
        elements.append(
          .label(
            String(stage), at: Point(middle, plot.bottom + size * 1.7), size: size, style.palette.text,
            anchor: .middle))
        free = middle + extent / 2 + size * 0.3
      }
      if start > 0 {
        let x = plot.x + Double(start) * width
        elements.append(
          .line(from: Point(x, plot.bottom), to: Point(x, plot.bottom + size * 0.6), style.palette.rule))
      }
      start = end
    }
    return elements
  }

  private func legend(baseline y: Double, style: FigureStyle) -> [SVGElement] {
    let size = style.smallSize
    let left = PanelGrid.left(style)
    let edge = style.width.points - style.margin
    guard panels.contains(where: { $0.layers.contains(where: \.isOnSkipConnection) }) else {
      return VerdictLegend.drawn(from: left, to: edge, baseline: y, style: style)
    }
    let note = "on a skip connection"
    let right = edge - FigureStyle.width(of: note, size: size) - size * 1.2
    let mark = Point(right + size * 0.4, y - size * 0.6)
    return VerdictLegend.drawn(from: left, to: right, baseline: y, style: style) + [
      skipMark(below: mark, size, style.palette),
      .label(note, at: Point(right + size * 1.1, y), size: size, style.palette.text),
    ]
  }
}
