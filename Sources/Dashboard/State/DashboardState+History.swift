import RunModel
import Statistics

extension DashboardState {
  /// The most cells reckoned between two frames: some milliseconds.
  private static let workPerFrame = 200_000

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
    // What has ended is seen as a whole first; what still grows, where it does.
    if recording == nil && !recorded.isGrowing { time.showsWholeRun = true }
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
