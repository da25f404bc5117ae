/// What the verdicts' colours mean.
enum VerdictLegend {
  static func drawn(from x: Double, to right: Double, baseline y: Double, style: FigureStyle) -> [SVGElement]
  {
    let size = style.smallSize
    let entries = [
      ("aligned", style.palette.aligned), ("random", style.palette.random),
      ("opposed", style.palette.opposed),
    ]
    let widths = entries.map { FigureStyle.width(of: $0.0, size: size) + size * 2.2 }
    // Where a narrow figure has no room beside its labels, the legend begins further left.
    var x = max(style.margin, min(x, right - widths.reduce(0, +)))
    return zip(entries, widths).flatMap { entry, width in
      defer { x += width }
      return [
        SVGElement.rectangle(
          Frame(x: x, y: y - size * 0.75, width: size * 0.8, height: size * 0.8), fill: entry.1),
        .label(entry.0, at: Point(x + size * 1.1, y), size: size, style.palette.text),
      ]
    }
  }
}
