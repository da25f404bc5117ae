import Foundation
import RunModel
import RunStore
import Statistics

/// The cells of a figure, as coarse as a page can show.
struct CellGrid {
  /// As many cells as a column of a paper can show beside each other; of curves, as are still smooth.
  private static func most(_ contents: RunExport.Contents) -> Int { contents == .curves ? 60 : 240 }

  /// The rows, input first; the control is a row too.
  let rows: [LayerDescription]
  /// The cells of every row.
  private(set) var cells: [[HistoryTile.Cell]]
  /// The first cell's first step.
  let firstStep: Int
  /// The recorded steps in the cells, which are never cut.
  let steps: ClosedRange<Int>
  /// The steps of a cell, a power of two.
  let stepsPerCell: Int
  private let test: PreparedTest

  /// Reads the cells that an export asks for, at the finest level that has at most so many of them.
  init(_ run: RunReader, export: RunExport) throws {
    let chosen = try export.chosenSteps(run)
    var level = 0
    while Self.columns(chosen, level: level).count > Self.most(export.contents) { level += 1 }
    let columns = Self.columns(chosen, level: level)
    rows = export.grouping.rows(of: run.description.tensors)
    test = PreparedTest(rule: export.rule, parameters: rows.map(\.parameters))
    firstStep = 1 + columns.lowerBound << level
    steps = try (firstStep...(columns.upperBound + 1) << level).clamped(to: export.recordedSteps(run))
    stepsPerCell = 1 << level
    cells = Array(repeating: [], count: rows.count)
    for index in columns.lowerBound / TileKey.columns...columns.upperBound / TileKey.columns {
      let tile = try run.tile(
        TileKey(
          quantity: export.quantity, grouping: export.grouping, rule: export.rule, measure: .cosine,
          level: level, index: index))
      let inTile = (0..<TileKey.columns).filter { columns.contains(index * TileKey.columns + $0) }
      for row in rows.indices { cells[row] += inTile.map { tile[row, $0] } }
    }
  }

  /// The columns of a level that hold steps of a range.
  private static func columns(_ steps: ClosedRange<Int>, level: Int) -> ClosedRange<Int> {
    (steps.lowerBound - 1) >> level...(steps.upperBound - 1) >> level
  }

  /// The middle of a column's steps.
  func middle(_ column: Int) -> Double {
    Double(firstStep + column * stepsPerCell) + Double(stepsPerCell - 1) / 2
  }

  /// What a row's cosine, or |z|, is held against; nil where no number says it.
  func bound(_ row: Int) -> String? {
    switch test.rule.test {
    case .paper, .exact: String(format: "%.4f", test.bound(row: row))
    case .signFlip: String(format: "%.2f", test.bound(row: row))
    case .discovery: nil
    }
  }
}
