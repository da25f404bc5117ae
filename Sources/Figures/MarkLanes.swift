/// Commands below a heatmap: dotted lines over all rows, with labels in as many lanes as keep them apart.
struct MarkLanes {
  private static let most = 3
  private let marks: [Heatmap.Mark]
  private let size: Double

  init(_ marks: [Heatmap.Mark], size: Double) {
    self.marks = marks.sorted { $0.step < $1.step }
    self.size = size
  }

  /// The number of lanes that labels take.
  func count(axis: Scale) -> Int { (placed(axis).compactMap(\.lane).max() ?? -1) + 1 }

  func drawn(axis: Scale, plot: Frame, size: Double, palette: FigurePalette) -> [SVGElement] {
    placed(axis).flatMap { mark, x, lane in
      var elements = [
        SVGElement.line(
          from: Point(x, plot.y), to: Point(x, plot.bottom), palette.mark, width: 0.6, dashes: "1.5 1.5")
      ]
      if let lane {
        let y = plot.bottom + size * (1.15 * Double(lane) + 0.95)
        let isLeft = x + FigureStyle.width(of: mark.label, size: size) > axis.places.last
        elements.append(
          .label(mark.label, at: Point(x, y), size: size, palette.mark, anchor: isLeft ? .end : .start))
      }
      return elements
    }
  }

  /// Each mark within the axis, its place, and the first lane with room; nil where all are full.
  private func placed(_ axis: Scale) -> [(mark: Heatmap.Mark, x: Double, lane: Int?)] {
    var ends = Array(repeating: -Double.infinity, count: Self.most)
    return marks.filter { axis.numbers.contains(Double($0.step) + 0.5) }.map { mark in
      let x = axis(Double(mark.step) + 0.5)
      let width = FigureStyle.width(of: mark.label, size: size)
      let begin = x + width > axis.places.last ? x - width : x
      let lane = ends.firstIndex { $0 + size < begin }
      if let lane { ends[lane] = begin + width }
      return (mark, x, lane)
    }
  }
}
