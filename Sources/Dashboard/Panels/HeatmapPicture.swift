import RunModel
import Statistics
import TerminalUI

/// The cells of the heatmap: what is known of every row in every column of the picture.
struct HeatmapPicture {
  /// The steps in the picture.
  let window: TimeWindow
  /// How numbers become colours.
  let scale: HeatScale
  private let state: DashboardState
  private let layout: ScreenLayout
  /// The tiles in the picture from the left, those of the colours and, for `disagreement`, of the other test.
  private let tiles: [Part]
  /// The cells of the column that is looked at, for the cosines at the right.
  private let cosines: TileCache.Entry?
  private let newestColumn: Int

  /// A tile in the picture.
  private struct Part {
    var index: Int
    /// Of the colours.
    var tile: TileCache.Entry?
    /// Of the other test or run.
    var other: TileCache.Entry?
    /// Shown until `tile` comes: one of so many levels more.
    var coarse: (entry: TileCache.Entry, levels: Int)?
  }

  /// A coarser picture in the place of one that has not come says this many levels less at most: each halves the steps
  /// that it tells apart.
  private static let coarserLevels = 2

  init(state: DashboardState, layout: ScreenLayout) {
    self.state = state
    self.layout = layout
    let window = state.time.window(newest: state.lastStep, width: layout.cells.width)
    self.window = window
    newestColumn = state.lastStep > 0 ? (state.lastStep - 1) >> window.level : -1
    let keys = state.tileKeys(state.coloring.measure, rule: state.rule, window)
    let state = state
    tiles = keys.map { key in
      var other = key
      switch state.coloring {
      case .disagreement:
        other.rule = state.otherRule
        return Part(index: key.index, tile: state.tiles[key], other: state.tiles[other])
      case .beside, .difference:
        return Part(index: key.index, tile: state.tiles[key], other: state.comparison?.tiles[other])
      default:
        let tile = state.tiles[key]
        let coarse = tile == nil ? state.tiles.coarser(than: key, atMost: Self.coarserLevels) : nil
        return Part(index: key.index, tile: tile, coarse: coarse)
      }
    }
    var range: ClosedRange<Double>?
    if state.coloring == .gradientNorm || state.coloring == .updateToWeight {
      for entry in tiles.compactMap(\.tile) { range = entry.range(joining: range) }
    }
    scale = HeatScale(state.coloring, range: range ?? 0...1)
    let column = (max(1, state.lookedAt) - 1) >> window.level
    let key = state.tileKeys(.cosine, rule: state.rule, window).first { $0.index == column / TileKey.columns }
    cosines = key.flatMap { state.tiles[$0] }
  }

  /// Draws the cells, and the cursor.
  func draw(into buffer: inout Buffer) {
    let ink = HeatmapInk(state.capabilities)
    let shown = state.rowView.shown
    let perLine = layout.rows.rowsPerLine
    for part in tiles {
      let index = part.index
      let first = max(window.first, index * TileKey.columns)
      let end = min(window.columns.upperBound, (index + 1) * TileKey.columns, newestColumn + 1)
      for column in first..<max(first, end) {
        let x = layout.cells.x + column - window.first
        for line in 0..<layout.rows.lines {
          let position = layout.firstRow + line * perLine
          guard position < shown.count else { break }
          let upper = cell(shown[position], column - index * TileKey.columns, part)
          if state.coloring == .beside {
            let lower = partner(
              shown[position], column - index * TileKey.columns, ofTile: index, part.other)
            buffer[x, layout.cells.y + line] = ink.cell(
              upper: upper, lower: lower, column: column, line: line)
          } else if perLine == 1 {
            buffer[x, layout.cells.y + line] = ink.cell(upper)
          } else {
            let lower: Int? = position + 1 < shown.count ? shown[position + 1] : nil
            buffer[x, layout.cells.y + line] = ink.cell(
              upper: upper, lower: lower.map { cell($0, column - index * TileKey.columns, part) },
              column: column, line: line)
          }
        }
      }
    }
    drawCursor(into: &buffer)
  }

  /// The mean cosine of a row in the column that is looked at; nil where there is none.
  func cosine(row: Int) -> Double? {
    guard let cell = cell(row: row), !cell.mean.isNaN else { return nil }
    return Double(cell.mean)
  }

  /// What the column that is looked at says of a row; where it holds several steps, what most of them say.
  func verdict(row: Int) -> Verdict {
    cell(row: row)?.verdict ?? .undefined
  }

  /// About how many steps of these rows in the picture two tests disagree, and how many there are; for `disagreement`.
  func disagreements(_ rows: [Int]) -> (count: Int, all: Int) {
    var (count, all) = (0, 0)
    for part in tiles {
      let first = max(window.first, part.index * TileKey.columns)
      let end = min(window.columns.upperBound, (part.index + 1) * TileKey.columns, newestColumn + 1)
      for column in first..<max(first, end) {
        for row in rows {
          let place = column - part.index * TileKey.columns
          guard let cell = part.tile?.cell(row: row, column: place),
            let other = part.other?.cell(row: row, column: place)
          else { continue }
          count += Int(cell.disagreements(with: other))
          all += Int(cell.defined)
        }
      }
    }
    return (count, all)
  }

  private func cell(row: Int) -> HistoryTile.Cell? {
    let column = (max(1, state.lookedAt) - 1) >> window.level
    return cosines?.cell(row: row, column: column % TileKey.columns)
  }

  private func cell(_ row: Int, _ column: Int, _ part: Part) -> HeatCell {
    guard let tile = part.tile else { return coarseCell(row, column, part) }
    guard let known = tile.cell(row: row, column: column) else {
      return state.recording != nil || state.canLoad ? .loading : .forgotten
    }
    let isOther = state.coloring == .difference
    let otherRow = isOther ? state.comparison?.partner(of: row, state.grouping) ?? row : row
    return scale.cell(known, other: part.other.flatMap { $0.cell(row: otherRow, column: column) })
  }

  /// What a coarser picture says of the steps around a column.
  private func coarseCell(_ row: Int, _ column: Int, _ part: Part) -> HeatCell {
    guard let (entry, levels) = part.coarse else { return .loading }
    let place = (part.index * TileKey.columns + column) >> levels % TileKey.columns
    return entry.cell(row: row, column: place).map { scale.cell($0, other: nil) } ?? .loading
  }

  /// The cell of the row beside one in the second run.
  private func partner(_ row: Int, _ column: Int, ofTile index: Int, _ tile: TileCache.Entry?) -> HeatCell {
    guard let comparison = state.comparison else { return .loading }
    if column + index * TileKey.columns > (comparison.run.lastStep - 1) >> window.level { return .future }
    guard let tile else { return .loading }
    let partner = comparison.partner(of: row, state.grouping)
    guard let known = tile.cell(row: partner, column: column) else { return .loading }
    return scale.cell(known, other: nil)
  }

  /// The cell that is looked at stands out; in a line of two rows the half of it that is meant.
  private func drawCursor(into buffer: inout Buffer) {
    guard let cursor = state.time.cursor, let column = window.column(of: cursor) else { return }
    let distance = state.selectedRow - layout.firstRow
    let line = distance / layout.rows.rowsPerLine
    guard distance >= 0, line < layout.rows.lines else { return }
    let (x, y) = (layout.cells.x + column, layout.cells.y + line)
    guard HeatmapInk(state.capabilities).isColored else {
      buffer[x, y].style.reverse = true
      return
    }
    if layout.rows.rowsPerLine == 1 {
      buffer[x, y].glyph = "◆"
      buffer[x, y].style.foreground = .title
      buffer[x, y].style.foregroundBlend = nil
    } else if distance % 2 == 0 {
      buffer[x, y].style.foreground = .accent
      buffer[x, y].style.foregroundBlend = nil
    } else {
      buffer[x, y].style.background = .accent
      buffer[x, y].style.backgroundBlend = nil
    }
  }
}

extension TileCache.Entry {
  /// The least and the greatest mean of what is known, and of another range.
  fileprivate func range(joining other: ClosedRange<Double>?) -> ClosedRange<Double>? {
    var range = other
    for cell in tile?.cells ?? [] where cell.mean.isFinite {
      let mean = Double(cell.mean)
      range = min(mean, range?.lowerBound ?? mean)...max(mean, range?.upperBound ?? mean)
    }
    return range
  }
}
