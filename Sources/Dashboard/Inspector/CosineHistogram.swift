import RunModel
import Statistics
import TerminalUI

/// How often the selected layer had which cosine lately, and over it how often independent directions would have it.
struct CosineHistogram {
  let state: DashboardState
  let rows: RowSet

  func draw(in rect: Rect, of buffer: inout Buffer) {
    guard let row = state.selectedLayer else { return }
    let signs = Signs(state.capabilities)
    let cosines = state.recentCosines(ofRow: row).compactMap { $0 }
    buffer.box(
      rect,
      titles: BoxTitles(
        title: "cos of \(signs.grouped(cosines.count)) \(cosines.count == 1 ? "step" : "steps")",
        note: "curve: independent directions"),
      capabilities: state.capabilities)
    let inside = rect.inset(horizontal: 2, vertical: 1)
    guard inside.width > 8, inside.height > 2 else { return }
    guard !cosines.isEmpty else {
      let text = "no step has a gradient before it yet"
      buffer.put(text, in: inside, row: inside.height / 2, alignment: .center, style: Style(.dim))
      return
    }
    let n = rows.parameters[row]
    let bound = state.test(.paper)?.bound(row: row) ?? 0
    let reach = min(1, 1.05 * max(2 * bound, cosines.reduce(0) { max($0, abs($1)) }))
    let plot = inside.splitBottom(1).rest
    let bins = Self.bins(cosines, count: plot.width, reach: reach)
    let expected = Self.expected(total: cosines.count, n: n, count: 2 * plot.width, reach: reach)
    // A very narrow null may rise far above what was seen: then it is cut off, not what was seen pressed flat.
    let seen = Double(bins.max() ?? 1)
    let top = max(seen, min(2 * seen, 2 * (expected.max() ?? 0)))
    draw(bins, top: top, reach: reach, bound: bound, in: plot, of: &buffer)
    var canvas = BrailleCanvas(columns: plot.width, rows: plot.height)
    let scale = PlotScale(low: 0, high: top, dots: 4 * plot.height)
    for x in 1..<max(2, expected.count) {
      // An expectation of half a bin is doubled to stand over whole ones.
      let (a, b) = (2 * expected[x - 1], 2 * expected[x])
      // Along the axis the curve says nothing, and would cover the feet of the bars.
      guard scale.dot(max(a, b)) < canvas.height - 1 else { continue }
      canvas.line(from: (x: x - 1, y: scale.dot(a)), to: (x: x, y: scale.dot(b)))
    }
    canvas.draw(
      into: &buffer, x: plot.x, y: plot.y, style: Style(.accent, bold: true), capabilities: state.capabilities
    )
    let axis = Rect(x: plot.x, y: plot.maxY, width: plot.width, height: 1)
    buffer.put("\(signs.minus)\(signs.significant(reach))", in: axis, style: Style(.dim))
    buffer.put("0", in: axis, alignment: .center, style: Style(.dim))
    buffer.put("+\(signs.significant(reach))", in: axis, alignment: .right, style: Style(.dim))
  }

  private func draw(
    _ bins: [Int], top: Double, reach: Double, bound: Double, in plot: Rect, of buffer: inout Buffer
  ) {
    let steps: [Character] = state.capabilities.unicode ? Array("▁▂▃▄▅▆▇█") : ["#"]
    for (column, count) in bins.enumerated() where count > 0 {
      let center = reach * ((2 * Double(column) + 1) / Double(bins.count) - 1)
      let role = HeatmapInk.role(Verdict(cosine: center, bound: bound))
      var height = max(1, Int((Double(count) / top * Double(plot.height * steps.count)).rounded()))
      for line in 0..<plot.height where height > 0 {
        let glyph = steps[min(steps.count, height) - 1]
        // A full cell is ground, over which the curve can be drawn.
        let isGround = height >= steps.count && HeatmapInk(state.capabilities).isColored
        buffer[plot.x + column, plot.maxY - 1 - line] =
          isGround ? Cell(" ", Style(.dim, on: role)) : Cell(glyph, Style(role))
        height -= steps.count
      }
    }
  }

  /// The number of cosines in each of so many bins from −reach to reach.
  static func bins(_ cosines: [Double], count: Int, reach: Double) -> [Int] {
    var bins = Array(repeating: 0, count: count)
    for cosine in cosines {
      let place = (cosine / reach + 1) / 2 * Double(count)
      bins[max(0, min(count - 1, Int(place)))] += 1
    }
    return bins
  }

  /// The number of cosines that independent directions would put into each bin: the density at its middle.
  static func expected(total: Int, n: Int, count: Int, reach: Double) -> [Double] {
    let width = 2 * reach / Double(count)
    return (0..<count).map { bin in
      let cosine = reach * ((2 * Double(bin) + 1) / Double(count) - 1)
      let density = ExactNull.density(cosine: min(1, max(-1, cosine)), parameters: n)
      return density.isFinite ? Double(total) * width * density : 0
    }
  }
}
