import RunModel

/// Two runs beside each other, aligned by step: each row of the first with the row of the second that corresponds to it.
public struct RunComparison: Sendable {
  /// The run that is compared.
  public let first: RunReader
  /// The run that it is compared with.
  public let second: RunReader

  /// Compares two runs.
  public init(_ first: RunReader, _ second: RunReader) {
    self.first = first
    self.second = second
  }

  /// For each row of the first run the corresponding row of the second: that of the same name where all of them have one,
  /// else that of the same relative depth.
  public func partners(_ grouping: Grouping) -> [Int] {
    let rows = grouping.rows(of: first.description.tensors)
    let others = grouping.rows(of: second.description.tensors)
    let indices = Dictionary(others.indices.map { (others[$0].name, $0) }) { first, _ in first }
    let named = rows.compactMap { indices[$0.name] }
    if named.count == rows.count && rows.count == others.count { return named }
    guard rows.count > 1 else { return rows.map { _ in 0 } }
    let scale = Double(others.count - 1) / Double(rows.count - 1)
    return rows.indices.map { Int((Double($0) * scale).rounded()) }
  }

  /// The first run's tile less the second's, for the rows of the first: means are subtracted, and the share of non-random
  /// steps by which the first is ahead is counted as aligned, that by which it is behind as opposed. Only steps that both
  /// runs have are defined.
  public func difference(_ key: TileKey) throws -> HistoryTile {
    var tile = try first.tile(key)
    let other = try second.tile(key)
    for (row, partner) in partners(key.grouping).enumerated() {
      for column in 0..<TileKey.columns { tile[row, column] -= other[partner, column] }
    }
    return tile
  }
}

extension HistoryTile.Cell {
  fileprivate static func -= (a: inout HistoryTile.Cell, b: HistoryTile.Cell) {
    let defined = min(a.defined, b.defined)
    let ahead = (a.nonRandomShare - b.nonRandomShare) * Double(defined)
    a = HistoryTile.Cell(
      defined: defined, aligned: UInt32(max(0, ahead.rounded())), opposed: UInt32(max(0, (-ahead).rounded())),
      mean: a.mean - b.mean)
  }

  private var nonRandomShare: Double {
    defined > 0 ? Double(aligned + opposed) / Double(defined) : 0
  }
}
