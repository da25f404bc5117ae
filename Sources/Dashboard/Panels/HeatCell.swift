import RunModel

/// What a cell of the heatmap shows; amounts are in eighths.
enum HeatCell: Equatable, Sendable {
  /// No step yet.
  case future
  /// Asked for and not there yet.
  case loading
  /// Not remembered, and not recorded.
  case forgotten
  /// No step has what is shown.
  case undefined
  /// The shares of aligned and opposed steps; the rest is random.
  case shares(aligned: Int, opposed: Int)
  /// From −8 to 8; the bound lies at ±4.
  case signed(Int)
  /// From 0 to 8.
  case amount(Int)
  /// The share of steps about which two tests disagree.
  case disagreement(Int)
}

/// How the numbers of a tile become what a cell shows.
struct HeatScale: Sendable {
  private let coloring: Coloring
  /// The least and the greatest value in the picture, for measures without a natural scale.
  let range: ClosedRange<Double>

  init(_ coloring: Coloring, range: ClosedRange<Double> = 0...1) {
    self.coloring = coloring
    self.range = range
  }

  /// The cell for what is known; `other` is by the other test, for `disagreement`.
  func cell(_ cell: HistoryTile.Cell, other: HistoryTile.Cell?) -> HeatCell {
    switch coloring {
    case .verdict, .beside:
      guard cell.defined > 0 else { return .undefined }
      return .shares(aligned: eighths(cell.aligned, cell), opposed: eighths(cell.opposed, cell))
    case .disagreement:
      guard let other else { return .loading }
      guard cell.defined > 0 else { return .undefined }
      return .disagreement(eighths(cell.disagreements(with: other), cell))
    case .difference:
      guard let other else { return .loading }
      guard cell.defined > 0, other.defined > 0 else { return .undefined }
      return .signed(Int((8 * (other.nonRandomShare - cell.nonRandomShare)).rounded()))
    case .relative:
      guard !cell.mean.isNaN else { return .undefined }
      // The bound is the middle of the scale, nine bounds are nearly its end.
      let size = Double(abs(cell.mean))
      let part = size.isFinite ? Int((8 * size / (1 + size)).rounded()) : 8
      return .signed(cell.mean < 0 ? -part : part)
    case .pValue:
      guard !cell.mean.isNaN else { return .undefined }
      let decades = max(0, -Double(cell.mean))
      return .amount(decades.isFinite ? Int((8 * decades / (3 + decades)).rounded()) : 8)
    case .gradientNorm, .updateToWeight:
      guard !cell.mean.isNaN else { return .undefined }
      let width = range.upperBound - range.lowerBound
      let part = width > 0 ? (Double(cell.mean) - range.lowerBound) / width : 0.5
      return .amount(Int((8 * min(1, max(0, part))).rounded()))
    }
  }

  private func eighths(_ count: UInt32, _ cell: HistoryTile.Cell) -> Int {
    Int((8 * Double(count) / Double(cell.defined)).rounded())
  }
}

extension HistoryTile.Cell {
  /// The share of aligned and opposed steps; 0 where there are none.
  fileprivate var nonRandomShare: Double {
    defined > 0 ? Double(aligned + opposed) / Double(defined) : 0
  }

  /// The steps about which two tests disagree: exactly so for one step, and for tests of which one is stricter;
  /// else no fewer.
  func disagreements(with other: HistoryTile.Cell) -> UInt32 {
    func apart(_ a: UInt32, _ b: UInt32) -> UInt32 { max(a, b) - min(a, b) }
    return min(
      defined,
      max(
        apart(aligned, other.aligned), apart(opposed, other.opposed),
        apart(aligned + opposed, other.aligned + other.opposed)))
  }
}
