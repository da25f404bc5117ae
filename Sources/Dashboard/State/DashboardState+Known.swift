import RunModel
import Statistics

/// What is known of rows and steps, wherever it comes from.
extension DashboardState {
  /// The rows of the grouping that is shown; nil while the run is prepared.
  var rowSet: RowSet? { sets.isEmpty ? nil : sets[grouping.index] }

  /// The rule in force made ready for the rows that are shown; nil while the run is prepared.
  var test: PreparedTest? { test(rule.test) }

  /// A test at its level made ready for the rows that are shown.
  func test(_ test: DriftTest) -> PreparedTest? { preparedTests[PreparedKey(test, grouping)] }

  /// Bounds of the exact test take a search each, so they are kept.
  mutating func prepareTests() {
    guard let rowSet else { return }
    for test in DriftTest.allCases {
      let rule = TestRule(test, level: levels[test])
      let key = PreparedKey(test, grouping)
      guard preparedTests[key]?.rule != rule || preparedTests[key]?.parameters != rowSet.parameters else {
        continue
      }
      preparedTests[key] = PreparedTest(rule: rule, parameters: rowSet.parameters)
    }
  }

  /// How often a row was given each verdict by the rule in force; nil while it is loaded.
  func shares(ofRow row: Int) -> VerdictShares? {
    if let track = history?.track(rule, on: quantity) {
      return VerdictShares(track.counts(grouping)[row])
    }
    return tiles[overviewKey(rule: rule)]?.shares(ofRow: row)
  }

  /// The first step that `shares` counts; nil where it is the run's first.
  var countedSince: Int? {
    guard let since = history?.track(rule, on: quantity)?.since, since > 1 else { return nil }
    return since
  }

  /// The sums of a row at a step; nil where they are not known.
  func sums(ofRow row: Int, step: Int) -> DriftSums? {
    guard let description = rowSet?.rows[row] else { return nil }
    if let record = record(of: step) {
      return description.tensors.reduce(DriftSums()) { $0 + record.sums[$1] }
    }
    guard let history, history.ring.holds(step) else { return nil }
    return history.ring.sums(of: description, step: step)
  }

  /// The sums of the pair of vectors that is compared, for a row at a step; nil where they are not known.
  func pair(ofRow row: Int, step: Int) -> PairSums? {
    guard let description = rowSet?.rows[row] else { return nil }
    if let record = record(of: step) { return record.pair(quantity, of: description) }
    guard let history, history.ring.holds(step) else { return nil }
    return history.ring.pair(quantity, of: description, step: step)
  }

  /// The loss over the whole run in at most so many points; nil where a point has none.
  func losses(atMost limit: Int) -> [Double?] {
    if let history { return history.loss.points(atMost: limit) }
    guard let recording, limit > 0 else { return [] }
    var series = DecimatedSeries()
    for (index, loss) in recording.losses.enumerated() { series.append(loss, step: index + 1) }
    return series.points(atMost: limit)
  }

  /// The facts of a step; nil where they are not known.
  func facts(of step: Int) -> StepRing.Facts? {
    if let record = record(of: step) {
      return StepRing.Facts(
        step: step, epoch: record.epoch, loss: record.loss, accuracy: record.accuracy,
        learningRate: record.learningRate)
    }
    return history?.ring.facts(of: step)
  }

  /// What is known of a row in every column of a window; nil where nothing is.
  func cells(_ measure: Measure, ofRow row: Int, in window: TimeWindow) -> [HistoryTile.Cell?] {
    var cells: [HistoryTile.Cell?] = Array(repeating: nil, count: window.width)
    for key in tileKeys(measure, rule: rule, window) {
      guard let tile = tiles[key] else { continue }
      let start = key.index * TileKey.columns
      let range = max(window.first, start)..<min(window.columns.upperBound, start + TileKey.columns)
      for column in range { cells[column - window.first] = tile.cell(row: row, column: column - start) }
    }
    return cells
  }

  /// The mean of a measure of a row in every column of a window; nil where it does not exist or is not known.
  func means(_ measure: Measure, ofRow row: Int, in window: TimeWindow) -> [Double?] {
    cells(measure, ofRow: row, in: window).map { cell in
      cell.flatMap { $0.mean.isNaN ? nil : Double($0.mean) }
    }
  }

  private func record(of step: Int) -> StepRecord? { newest?.step == step ? newest : loadedSteps[step] }
}
