import RunModel
import Statistics

@testable import Dashboard

extension TestRun {
  /// Answers what a state asks for, as a store would.
  ///
  /// - Returns: How many tiles were loaded.
  func serve(
    _ effects: [Effect], to state: inout DashboardState, lastStep: Int, partner: TestRun? = nil
  ) -> Int {
    var queue = effects
    var loads = 0
    while !queue.isEmpty {
      switch queue.removeFirst() {
      case .load(let key):
        loads += 1
        queue += state.update(.loaded(key, tile(key, lastStep: lastStep)))
      case .loadStep(let step): queue += state.update(.loadedStep(step, record(step)))
      case .loadPartner(let key):
        queue += state.update(.loadedPartner(key, (partner ?? self).tile(key, lastStep: lastStep)))
      default: break
      }
    }
    return loads
  }

  /// What a recording of so many steps says of a part of the run.
  func tile(_ key: TileKey, lastStep: Int) -> HistoryTile {
    let rows = key.grouping.rows(of: tensors)
    var tile = HistoryTile(rows: rows.count)
    var sums = Array(repeating: 0.0, count: tile.cells.count)
    let test = PreparedTest(rule: key.rule, parameters: rows.map(\.parameters))
    for step in key.steps where step <= lastStep {
      let pairs = pairs(rows, step: step)
      let column = (step - key.steps.lowerBound) >> key.level
      for (row, verdict) in test.verdicts(pairs).enumerated() {
        tile[row, column].defined += verdict == .undefined ? 0 : 1
        tile[row, column].aligned += verdict == .aligned ? 1 : 0
        tile[row, column].opposed += verdict == .opposed ? 1 : 0
        guard let cosine = pairs[row].cosine else { continue }
        sums[column * rows.count + row] += cosine
        tile[row, column].mean = Float(sums[column * rows.count + row] / Double(tile[row, column].defined))
      }
    }
    return tile
  }
}
