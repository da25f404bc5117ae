import Foundation
import RunModel
import Statistics

/// A tile of a run that is seen live: filled from the steps that are remembered, and further as steps come in.
struct LiveTile: Sendable {
  /// Which part of the history.
  let key: TileKey
  /// What is known of it.
  private(set) var tile: HistoryTile
  /// The columns before this one hold steps that are not remembered any more.
  private(set) var firstKnown = 0
  /// The first step that is not yet taken in.
  private(set) var next: Int
  private var open: [Tally]
  /// The column that `open` holds all steps of, up to `next`.
  private var openColumn: Int?

  /// The sums of the column that is being filled, for a row.
  private struct Tally: Sendable {
    var cell = HistoryTile.Cell()
    var sum = 0.0
    var measured = 0
  }

  init(_ key: TileKey, rows: Int) {
    self.key = key
    tile = HistoryTile(rows: rows)
    next = key.steps.lowerBound
    open = Array(repeating: Tally(), count: rows)
  }

  /// Whether the tile holds all that has happened within it.
  func isComplete(through last: Int) -> Bool { next > min(last, key.steps.upperBound - 1) }

  /// Takes in what has happened within the tile, as far as `work`, a number of cells, allows: from single steps where
  /// they are remembered, else from the whole run's counts.
  mutating func extend(from history: DriftHistory, work: inout Int) {
    guard let track = history.track(key.rule, on: key.quantity), let since = track.since else { return }
    let end = min(key.steps.upperBound, history.lastStep + 1)
    let oldest = max(history.firstStep, since)
    let rows = history[key.grouping].rows
    while next < end && work > 0 {
      let column = (next - key.steps.lowerBound) >> key.level
      let start = key.steps.lowerBound + column << key.level
      let stop = min(start + key.stepsPerColumn, end)
      if openColumn == column && next >= oldest || start >= oldest {
        if openColumn != column {
          openColumn = column
          for row in open.indices { open[row] = Tally() }
        }
        while next < stop && work > 0 {
          if history.ring.holds(next) { add(next, rows, track, history.ring) }
          next += 1
          work -= rows.count * cost
        }
        write(column)
      } else {
        takeCounts(column, from: track, work: &work)
        openColumn = nil
        next = stop
      }
    }
  }

  /// Fills a column whose steps are not all remembered from the whole run's counts, where these are fine enough.
  private mutating func takeCounts(_ column: Int, from track: VerdictTrack, work: inout Int) {
    let place = (key.index * TileKey.columns + column)
    guard key.measure == .cosine, let counts = track.counts(key.grouping, level: key.level, column: place)
    else {
      firstKnown = column + 1
      return
    }
    for (row, cell) in counts.enumerated() {
      tile[row, column] = HistoryTile.Cell(
        defined: cell.defined, aligned: cell.aligned, opposed: cell.opposed, mean: Float(cell.mean ?? .nan))
    }
    work -= counts.count
  }

  private mutating func add(_ step: Int, _ rows: [LayerDescription], _ track: VerdictTrack, _ ring: StepRing)
  {
    let slot = ring.slot(of: step)
    let test = track.test(key.grouping)
    for (row, description) in rows.enumerated() {
      let code = track.verdict(key.grouping, row: row, slot: slot)
      if code != .undefined { open[row].cell.defined += 1 }
      if code == .aligned { open[row].cell.aligned += 1 }
      if code == .opposed { open[row].cell.opposed += 1 }
      let value = key.measure.value(
        key.quantity, of: description, at: step, in: ring,
        relative: { test.relative(row: row, $0) })
      guard let value, value.isFinite else { continue }
      open[row].sum += value
      open[row].measured += 1
    }
  }

  private mutating func write(_ column: Int) {
    for row in open.indices {
      var cell = open[row].cell
      if open[row].measured > 0 { cell.mean = Float(open[row].sum / Double(open[row].measured)) }
      tile[row, column] = cell
    }
  }

  /// What a cell costs, in the unit of `work`: a p-value takes about as long as twenty cosines.
  private var cost: Int { key.measure == .logP ? 20 : 1 }
}

extension Measure {
  /// The measure of a row at a step that the ring holds; nil where it does not exist.
  func value(
    _ quantity: Quantity, of row: LayerDescription, at step: Int, in ring: StepRing,
    relative: (PairSums) -> Double?
  ) -> Double? {
    switch self {
    case .gradientNorm:
      let norm = ring.sums(of: row, step: step).gradientNorm
      return norm > 0 ? log10(norm) : nil
    case .updateToWeight:
      let ratio = ring.sums(of: row, step: step).updateToWeightRatio
      return ratio.flatMap { $0 > 0 ? log10($0) : nil }
    case .cosine: return ring.pair(quantity, of: row, step: step)?.cosine
    case .relative: return ring.pair(quantity, of: row, step: step).flatMap(relative)
    case .logP:
      guard let cosine = ring.pair(quantity, of: row, step: step)?.cosine else { return nil }
      return ExactNull.logP(cosine: cosine, parameters: max(1, row.parameters)) / log(10)
    }
  }
}
