import RunModel

/// A second recorded run beside the first: the same tests and the same steps, row by row.
struct Comparison: Sendable {
  /// The second run.
  private(set) var run: RecordedRun
  /// The parts of its history that were drawn lately.
  var tiles = TileCache()
  /// For each grouping and each row of the first run, the second run's row that stands beside it.
  private let partners: [[Int]]
  /// The number of rows of the second run for each grouping.
  private let rowCounts: [Int]

  /// Sets a run beside another one, which has these rows.
  init(_ run: RecordedRun, beside sets: [RowSet]) {
    self.run = run
    let others = Grouping.allCases.map { RowSet($0, of: run.description.tensors) }
    rowCounts = others.map(\.count)
    partners = zip(sets, others).map(Self.partners)
  }

  /// The number of rows of a grouping of the second run.
  func rowCount(_ grouping: Grouping) -> Int { rowCounts[grouping.index] }

  /// The second run's row beside a row of the first.
  func partner(of row: Int, _ grouping: Grouping) -> Int { partners[grouping.index][row] }

  /// What tells the two runs apart, the first that of a state: what differs, the optimizer in any case, and the steps;
  /// from the longest to the shortest.
  func names(beside state: DashboardState, _ signs: Signs) -> [(above: String, below: String)] {
    guard let first = state.run?.configuration else { return [] }
    let second = run.description.configuration
    func parts(_ configuration: RunConfiguration, _ other: RunConfiguration) -> [String] {
      let (optimizer, otherOptimizer) = (configuration.optimizer, other.optimizer)
      var parts = [optimizer.name(signs)]
      for parameter in optimizer.rule.hyperparameters
      where optimizer.rule == otherOptimizer.rule && optimizer[parameter] != otherOptimizer[parameter] {
        parts.append("\(parameter.title) \(signs.number(optimizer[parameter]))")
      }
      if configuration.network != other.network { parts.append(configuration.network.title) }
      if configuration.seed != other.seed { parts.append("seed \(configuration.seed)") }
      if configuration.batchSize != other.batchSize { parts.append("batch \(configuration.batchSize)") }
      return parts
    }
    let above = parts(first, second)
    let below = parts(second, first)
    func steps(_ count: Int) -> String { "\(signs.grouped(count)) \(count == 1 ? "step" : "steps")" }
    func name(_ parts: [String], _ more: [String]) -> String { (parts + more).joined(separator: ", ") }
    let seeds = first.seed == second.seed ? ["seed \(first.seed)"] : []
    return [
      (name(above, seeds + [steps(state.lastStep)]), name(below, seeds + [steps(run.lastStep)])),
      (name(above, [steps(state.lastStep)]), name(below, [steps(run.lastStep)])),
      (name(above, []), name(below, [])),
    ]
  }

  /// Takes in what is said of the second run when it has grown.
  mutating func adopt(_ run: RecordedRun) { self.run = run }

  /// The rows of the same name; where one has none, that at the same relative depth.
  private static func partners(_ set: RowSet, _ other: RowSet) -> [Int] {
    let named = Dictionary(other.rows.enumerated().map { ($1.name, $0) }) { first, _ in first }
    return set.rows.enumerated().map { row, description in
      if let partner = named[description.name] { return partner }
      let depth = Double(row) / Double(max(1, set.count - 1))
      return Int((depth * Double(max(0, other.count - 1))).rounded())
    }
  }
}

extension DashboardState {
  /// Takes in what is said of the run to compare with, which comes after the first one.
  mutating func compare(with recorded: RecordedRun) {
    if comparison?.run.description.tensors == recorded.description.tensors {
      comparison?.adopt(recorded)
    } else {
      comparison = Comparison(recorded, beside: sets)
      coloring = .beside
    }
  }

  /// What is marked on the time axis: also where the second run ends before the first.
  var shownMarks: [TimeMark] {
    guard let last = comparison?.run.lastStep, last < lastStep else { return marks }
    let end = TimeMark(step: last + 1, event: .end("second run ends"))
    return (marks + [end]).sorted { $0.step < $1.step }
  }

  /// The tiles of the second run that the picture needs and that are not there.
  mutating func requestPartners(_ window: TimeWindow) -> [Effect] {
    guard let last = comparison?.run.lastStep else { return [] }
    let keys = partnerKeys(window)
    let count = comparison?.rowCount(grouping) ?? 0
    comparison?.tiles.keep(keys) { _ in count }
    return (comparison?.tiles.request(keys, lastStep: last) ?? []).map(Effect.loadPartner)
  }

  /// The tiles of the second run in the picture.
  func partnerKeys(_ window: TimeWindow) -> [TileKey] {
    guard let last = comparison?.run.lastStep else { return [] }
    return tileKeys(.cosine, rule: rule, window, through: last)
  }

  /// The mean cosine of the row beside one, in every column of a window; nil where it does not exist or is not known.
  func partnerMeans(ofRow row: Int, in window: TimeWindow) -> [Double?] {
    var values: [Double?] = Array(repeating: nil, count: window.width)
    guard let comparison else { return values }
    let partner = comparison.partner(of: row, grouping)
    for key in partnerKeys(window) {
      guard let tile = comparison.tiles[key] else { continue }
      let start = key.index * TileKey.columns
      for column in max(window.first, start)..<min(window.columns.upperBound, start + TileKey.columns) {
        guard let mean = tile.cell(row: partner, column: column - start)?.mean, !mean.isNaN else { continue }
        values[column - window.first] = Double(mean)
      }
    }
    return values
  }
}
