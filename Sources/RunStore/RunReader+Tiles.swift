import Foundation
import GRDB
import RunModel
import Statistics

extension TileKey {
  /// Whether a run can come so far; the numbers of the steps of others could overflow.
  fileprivate var isPossible: Bool {
    (0..<34).contains(level) && index >= 0 && index < Int(RunReader.latestStep) >> (level + 6)
  }
}

extension RunReader {
  /// A part of the run's history as it is recorded by now.
  ///
  /// Tests at their usual level are read from the zoom pyramid, from level 4 on; all else is counted from the steps, and
  /// takes time with their number: 64 · 2^level of them.
  public func tile(_ key: TileKey) throws -> HistoryTile {
    precondition(key.rule.problem == nil, "the rule can be used")
    guard let counter = counters.first(where: { $0.quantity == key.quantity && $0.grouping == key.grouping })
    else {
      return HistoryTile(rows: key.grouping.rows(of: description.tensors).count)
    }
    return try read { db in
      if key.rule.level == nil { return try tile(db, key, counter) }
      return try countedTile(db, key, counter)
    }
  }

  // MARK: From the pyramid

  private func tile(_ db: Database, _ key: TileKey, _ counter: StepCells) throws -> HistoryTile {
    var tile = HistoryTile(rows: counter.rows.count)
    guard key.isPossible else { return tile }
    let test = PyramidCell.tests.firstIndex(of: key.rule.test)!
    let bounds = counter.bounds(key.rule.test)
    try forEachColumn(db, key, counter) { column, cells in
      for (row, cell) in cells.enumerated() {
        tile[row, column] = HistoryTile.Cell(
          defined: cell.defined, aligned: cell.aligned[test], opposed: cell.opposed[test],
          mean: cell.mean(key.measure, test: key.rule.test, bound: bounds[row]))
      }
    }
    return tile
  }

  /// Hands over the cells of the columns that hold steps.
  private func forEachColumn(
    _ db: Database, _ key: TileKey, _ counter: StepCells, _ body: (Int, [PyramidCell]) -> Void
  ) throws {
    let lastStep = try lastStep(db)
    let steps = key.steps.clamped(to: 1..<lastStep + 1)
    guard !steps.isEmpty else { return }
    var columns: [Int: [PyramidCell]] = [:]
    func add(_ cells: [PyramidCell], at step: Int) {
      let column = (step - key.steps.lowerBound) >> key.level
      var sum = columns[column] ?? counter.empty
      for (row, cell) in cells.enumerated() { sum[row] += cell }
      columns[column] = sum
    }
    // The whole buckets of the highest level that fits, then those of lower ones for what is left, then steps.
    var rest = steps
    var level = PyramidLevels.stored(atMost: key.level)
    while let stored = level, !rest.isEmpty {
      let first = PyramidLevels.bucket(of: rest.lowerBound, level: stored)
      let end = PyramidLevels.bucket(of: rest.upperBound, level: stored)
      try forEachBucket(db, counter, level: stored, first..<max(first, end)) { bucket, cells in
        add(cells, at: PyramidLevels.steps(level: stored, bucket: bucket).lowerBound)
      }
      rest = max(rest.lowerBound, 1 + end << stored)..<rest.upperBound
      level = PyramidLevels.stored(atMost: stored - 1)
    }
    if !rest.isEmpty {
      try forEachStep(db, in: rest) { record in add(counter.cells(of: record), at: record.step) }
    }
    for (column, cells) in columns { body(column, cells) }
  }

  /// Hands over the recorded buckets of a level with numbers in a range.
  func forEachBucket(
    _ db: Database, _ counter: StepCells, level: Int, _ buckets: Range<Int>,
    _ body: (Int, [PyramidCell]) throws -> Void
  ) throws {
    guard !buckets.isEmpty else { return }
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT bucket, cells FROM pyramid
          WHERE quantity = ? AND grouping = ? AND level = ? AND bucket >= ? AND bucket < ? ORDER BY bucket
          """),
      arguments: [
        counter.quantity.rawValue, counter.grouping.rawValue, level, buckets.lowerBound, buckets.upperBound,
      ])
    while let row = try rows.next() {
      guard let bucket = row.integer(0).flatMap(Int.init(exactly:)), buckets.contains(bucket),
        let data = row.bytes(1),
        let cells = PyramidCell.cells(data, rows: counter.rows.count, level: level)
      else { throw damaged("its zoom pyramid cannot be") }
      try body(bucket, cells)
    }
  }

  func lastStep(_ db: Database) throws -> Int {
    try Row.fetchOne(db, sql: "SELECT max(step) FROM step")?.integer(0).map { try step($0) } ?? 0
  }

  // MARK: From steps

  private func countedTile(_ db: Database, _ key: TileKey, _ counter: StepCells) throws -> HistoryTile {
    var tile = HistoryTile(rows: counter.rows.count)
    guard key.isPossible else { return tile }
    let test = PreparedTest(rule: key.rule, parameters: counter.rows.map(\.parameters))
    var sums = Array(repeating: PyramidCell(), count: tile.cells.count)
    try forEachStep(db, in: key.steps) { record in
      let pairs = counter.rows.compactMap { record.pair(key.quantity, of: $0) }
      guard pairs.count == counter.rows.count else { return }
      let column = (record.step - key.steps.lowerBound) >> key.level
      let verdicts = test.verdicts(pairs)
      for (row, cell) in counter.cells(of: record).enumerated() {
        sums[column * tile.rows + row] += cell
        switch verdicts[row] {
        case .aligned: tile[row, column].aligned += 1
        case .opposed: tile[row, column].opposed += 1
        case .random, .undefined: break
        }
      }
    }
    for row in 0..<tile.rows {
      for column in 0..<TileKey.columns {
        let sum = sums[column * tile.rows + row]
        tile[row, column].defined = sum.defined
        tile[row, column].mean = sum.mean(key.measure, test: key.rule.test, bound: test.bound(row: row))
      }
    }
    return tile
  }
}
