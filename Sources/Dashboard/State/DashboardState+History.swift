import RunModel
import Statistics

extension DashboardState {
  /// The most cells reckoned between two frames: some milliseconds.
  private static let workPerFrame = 400_000

  /// Begins a run that is seen live.
  mutating func begin(_ tensors: [TensorDescription], recorded: RecordedQuantities) {
    history = DriftHistory(tensors: tensors, recorded: recorded)
    sets = Grouping.allCases.map { RowSet($0, of: tensors) }
    tiles.clear()
    history?.count(by: rule)
    arrangeRows()
  }

  /// Takes in what is said about a recorded run.
  mutating func adopt(_ recorded: RecordedRun) {
    if run?.tensors != recorded.description.tensors {
      sets = Grouping.allCases.map { RowSet($0, of: recorded.description.tensors) }
      tiles.clear()
    }
    recording = recorded
    run = recorded.description
    newest = recorded.newest
    optimizer = recorded.changes.last?.optimizer ?? recorded.description.configuration.optimizer
    markEvents(of: recorded)
    arrangeRows()
  }

  /// Sees to it that what the picture needs is there: reckons it, or asks for it.
  mutating func supply() -> [Effect] {
    guard run != nil, let window else { return [] }
    prepareTests()
    let wanted = wantedTiles(window)
    let sets = sets
    tiles.keep(wanted) { sets[$0.grouping.index].count }
    var effects: [Effect] = []
    if let history, !tiles.fill(wanted, from: history, work: Self.workPerFrame) { effects.append(.goOn) }
    if comparison != nil { effects += requestPartners(window) }
    if recording != nil || canLoad {
      effects += tiles.request(wanted, lastStep: lastStep).map(Effect.load)
      if let step = missingStep, loadedSteps.request(step) { effects.append(.loadStep(step)) }
    }
    return effects
  }

  /// The step that is looked at, where its sums are neither remembered nor loaded.
  private var missingStep: Int? {
    let step = lookedAt
    guard step > 0, step != newest?.step, history?.ring.holds(step) != true else { return nil }
    return loadedSteps[step] == nil ? step : nil
  }

  /// The tiles that the picture shows, those of the heatmap first.
  private func wantedTiles(_ window: TimeWindow) -> [TileKey] {
    var keys = tileKeys(isInspecting ? .cosine : coloring.measure, rule: rule, window)
    func add(_ more: [TileKey]) { keys += more.filter { !keys.contains($0) } }
    add(tileKeys(.cosine, rule: rule, window))
    if isInspecting {
      add(tileKeys(.cosine, rule: rule, recentWindow))
      add(tileKeys(.gradientNorm, rule: rule, window))
      add(tileKeys(.updateToWeight, rule: rule, window))
    } else if coloring == .disagreement {
      add(tileKeys(.cosine, rule: otherRule, window))
    }
    if recording != nil { add([overviewKey(rule: rule)]) }
    return keys
  }

  /// The tiles of a measure in the picture; those that begin after the newest step are left out.
  func tileKeys(
    _ measure: Measure, rule: TestRule, _ window: TimeWindow, through last: Int? = nil
  ) -> [TileKey] {
    let lastStep = last ?? lastStep
    guard lastStep > 0 else { return [] }
    let newest = (lastStep - 1) >> window.level
    guard window.first <= newest else { return [] }
    let last = min(window.columns.upperBound - 1, newest) / TileKey.columns
    return (window.first / TileKey.columns...max(window.first / TileKey.columns, last)).map {
      TileKey(
        quantity: quantity, grouping: grouping, rule: rule, measure: measure, level: window.level, index: $0)
    }
  }

  /// The tile that holds the whole run.
  func overviewKey(rule: TestRule) -> TileKey {
    TileKey(
      quantity: quantity, grouping: grouping, rule: rule, measure: .cosine,
      level: TimeView.level(holding: lastStep, width: TileKey.columns), index: 0)
  }

  // MARK: What is known

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

/// Which prepared test.
struct PreparedKey: Hashable, Sendable {
  var test: DriftTest
  var grouping: Grouping

  init(_ test: DriftTest, _ grouping: Grouping) {
    self.test = test
    self.grouping = grouping
  }
}

/// How often a row was given each verdict; undefined steps are left out of the shares.
struct VerdictShares: Equatable, Sendable {
  var aligned = 0
  var opposed = 0
  var defined = 0

  init(aligned: Int = 0, opposed: Int = 0, defined: Int = 0) {
    (self.aligned, self.opposed, self.defined) = (aligned, opposed, defined)
  }

  init(_ counts: VerdictCounts) {
    self.init(aligned: counts.aligned, opposed: counts.opposed, defined: counts.defined)
  }

  /// The share of aligned and opposed steps among the defined; nil where there are none.
  var nonRandom: Double? { share(aligned + opposed) }

  /// The share of one verdict among the defined steps; nil where there are none.
  func share(of verdict: Verdict) -> Double? {
    switch verdict {
    case .aligned: share(aligned)
    case .random: share(defined - aligned - opposed)
    case .opposed: share(opposed)
    case .undefined: nil
    }
  }

  private func share(_ count: Int) -> Double? { defined > 0 ? Double(count) / Double(defined) : nil }
}

extension TileCache.Entry {
  /// The counts of a row over the whole tile; nil where not all of it is known.
  fileprivate func shares(ofRow row: Int) -> VerdictShares? {
    guard let tile, firstKnown == 0 else { return nil }
    return (0..<TileKey.columns).reduce(into: VerdictShares()) { sum, column in
      sum.defined += Int(tile[row, column].defined)
      sum.aligned += Int(tile[row, column].aligned)
      sum.opposed += Int(tile[row, column].opposed)
    }
  }
}
