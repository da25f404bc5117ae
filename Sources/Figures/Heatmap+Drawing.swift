import RunModel

extension Heatmap {
  /// The tallest that rows may be together, in points, to stay on a page.
  private static let greatestHeight = 600.0

  /// Draws the figure.
  public func drawn(in style: FigureStyle = FigureStyle()) -> SVGDocument {
    let (size, palette) = (style.smallSize, style.palette)
    let names = rows.map { FigureStyle.width(of: $0.name, size: size) }.max() ?? 0
    let left = style.margin + min(names, style.width.points * 0.3) + 4
    let right = style.width.points - style.margin
    let numbers = rows.contains { $0.bound != nil } ? size * 6.5 : size * 3.2
    let lanes = MarkLanes(marks, size: size)
    let rowHeight = min(size * 1.25, Self.greatestHeight / Double(max(rows.count, 1)))
    let top = style.textSize * 3.2
    let plot = Frame(
      x: left, y: top, width: right - left - numbers - 3,
      height: rowHeight * Double(rows.count))
    let steps = Double(max((rows.first?.cells.count ?? 0) * stepsPerCell, 1))
    let axis = Scale(
      numbers: Double(firstStep) - 0.5...Double(firstStep) - 0.5 + steps, places: (plot.x, plot.right))

    let header = [
      SVGElement.label(
        title, at: Point(style.margin, style.textSize), size: style.textSize, palette.text, bold: true),
      .label(subtitle, at: Point(style.margin, style.textSize * 2.3), size: size, palette.rule),
    ]
    let markings = lanes.drawn(axis: axis, plot: plot, size: size, palette: palette)
    let axisBottom = plot.bottom + Double(lanes.count(axis: axis)) * size * 1.15
    let legendTop = axisBottom + size * 3.6
    var elements: [SVGElement] = []
    if let ground = palette.ground {
      elements.append(
        .rectangle(
          Frame(x: 0, y: 0, width: style.width.points, height: legendTop + size * 0.8), fill: ground))
    }
    elements += [
      .group("title", header),
      .group("cells", cells(plot, axis: axis, rowHeight: rowHeight, palette: palette), crisp: true),
      .group("layers", labels(plot, rowHeight: rowHeight, right: right, style: style)),
      .group("commands", markings),
      .group("steps", stepAxis(axis, plot: plot, at: axisBottom, style: style)),
      .group(
        "legend",
        VerdictLegend.drawn(from: plot.x, to: right, baseline: legendTop, style: style)),
    ]
    return SVGDocument(
      title: title, width: style.width.points, height: legendTop + size * 0.8, elements: elements)
  }

  /// Three areas a row, whatever the number of cells: equal neighbours are one rectangle.
  private func cells(
    _ plot: Frame, axis: Scale, rowHeight: Double, palette: FigurePalette
  ) -> [SVGElement] {
    rows.enumerated().map { index, row in
      let y = plot.y + Double(index) * rowHeight
      let height = rowHeight * (rowHeight > 3 ? 0.9 : 1)
      var areas = [PathData(), PathData(), PathData()]
      for run in runs(row.cells) {
        let x = axis(Double(firstStep + run.cells.lowerBound * stepsPerCell) - 0.5)
        let right = axis(Double(firstStep + run.cells.upperBound * stepsPerCell) - 0.5)
        func add(_ area: Int, from top: Double, height: Double) {
          if height > 0 { areas[area].add(Frame(x: x, y: top, width: right - x, height: height)) }
        }
        add(0, from: y, height: height)
        add(1, from: y, height: height * run.aligned)
        add(2, from: y + height * (1 - run.opposed), height: height * run.opposed)
      }
      let drawn = zip(areas, [palette.random, palette.aligned, palette.opposed])
        .filter { !$0.0.isEmpty }.map { SVGElement.area($0, fill: $1) }
      return .group(row.name, drawn)
    }
  }

  /// Neighbouring cells with the same shares.
  private struct Run {
    var cells: Range<Int>
    let aligned: Double
    let opposed: Double
  }

  private func runs(_ cells: [HistoryTile.Cell]) -> [Run] {
    var runs: [Run] = []
    for (column, cell) in cells.enumerated() where cell.defined > 0 {
      let aligned = Double(cell.aligned) / Double(cell.defined)
      let opposed = Double(cell.opposed) / Double(cell.defined)
      if let last = runs.last, last.cells.upperBound == column, last.aligned == aligned,
        last.opposed == opposed
      {
        runs[runs.count - 1].cells = last.cells.lowerBound..<column + 1
      } else {
        runs.append(Run(cells: column..<column + 1, aligned: aligned, opposed: opposed))
      }
    }
    return runs
  }

  /// Names on the left, bounds and shares on the right; where rows are lower than letters, only some are named.
  private func labels(_ plot: Frame, rowHeight: Double, right: Double, style: FigureStyle) -> [SVGElement] {
    let size = style.smallSize
    let interval = max(1, Int((size * 1.1 / rowHeight).rounded(.up)))
    let text = style.palette.text
    var elements: [SVGElement] = []
    func place(_ label: String, x: Double, y: Double) {
      elements.append(.label(label, at: Point(x, y), size: size, text, anchor: .end))
    }
    for index in stride(from: 0, to: rows.count, by: interval) {
      let row = rows[index]
      let y = plot.y + (Double(index) + 0.45) * rowHeight + size * 0.35
      place(row.name, x: plot.x - 3, y: y)
      if let bound = row.bound { place(bound, x: right - size * 3.2, y: y) }
      if let share = row.nonRandomShare { place("\(Int((100 * share).rounded()))%", x: right, y: y) }
    }
    let heading = rows.contains { $0.bound != nil } ? "bound, non-random" : "non-random"
    place(heading, x: right, y: plot.y - size * 0.4)
    return elements
  }

  private func stepAxis(_ axis: Scale, plot: Frame, at y: Double, style: FigureStyle) -> [SVGElement] {
    let size = style.smallSize
    var elements = axis.ticks(about: max(2, Int(plot.width / (size * 5))), least: 1).flatMap { tick in
      [
        SVGElement.line(
          from: Point(axis(tick), plot.bottom), to: Point(axis(tick), plot.bottom + 2), style.palette.rule),
        .label(
          Scale.text(tick), at: Point(axis(tick), y + 2 + size), size: size, style.palette.text,
          anchor: .middle),
      ]
    }
    let note = stepsPerCell == 1 ? "step" : "step (\(stepsPerCell) in a cell)"
    elements.append(
      .label(
        note, at: Point((plot.x + plot.right) / 2, y + 2 + size * 2.1), size: size, style.palette.rule,
        anchor: .middle))
    return elements
  }
}
