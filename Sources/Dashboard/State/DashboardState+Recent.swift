import RunModel
import Statistics

extension DashboardState {
  /// The steps whose cosines the inspector takes together.
  static let recentSteps = 256

  /// The steps up to the one that is looked at, one a column.
  var recentWindow: TimeWindow {
    TimeWindow(first: max(0, lookedAt - Self.recentSteps), level: 0, width: min(Self.recentSteps, lookedAt))
  }

  /// The cosines of a row at the steps up to the one that is looked at; nil where one does not exist.
  func recentCosines(ofRow row: Int) -> [Double?] { means(.cosine, ofRow: row, in: recentWindow) }

  /// The runs of non-random steps of a row: over the whole run where it is seen live, else over the recent steps.
  func runs(ofRow row: Int) -> RunLengths {
    if let track = history?.track(rule, on: quantity) { return track.runs(grouping)[row] }
    return RunLengths(cells(.cosine, ofRow: row, in: recentWindow).map { $0?.verdict ?? .undefined })
  }

  /// The phases in which a row was non-random; nil where they are not known.
  func phases(ofRow row: Int) -> [DriftFront.Phase]? {
    history?.track(rule, on: quantity)?.fronts(grouping)[row].phases
  }

  /// The step at which a row turned non-random; nil while it has not. Of a recorded run only the 64th part of the run is
  /// known in which most steps are non-random for the first time.
  func onset(ofRow row: Int) -> Int? {
    if let history { return history.track(rule, on: quantity)?.fronts(grouping)[row].onset }
    let key = overviewKey(rule: rule)
    guard let tile = tiles[key] else { return nil }
    let column = (0..<TileKey.columns).first { column in
      guard let cell = tile.cell(row: row, column: column), cell.defined > 0 else { return false }
      return Double(cell.aligned + cell.opposed) >= DriftFront.Rule().driftRate * Double(cell.defined)
    }
    return column.map { 1 + $0 << key.level }
  }

  /// Whether `onset` is known to the step.
  var isOnsetExact: Bool { history != nil || overviewKey(rule: rule).level == 0 }

  /// The mean cosine of a row's gradients at each lag over the last steps; nil where lags are not recorded.
  ///
  /// The sketches' hash is the same at all steps, so that a mean of many has no smaller error than one.
  func lagProfile(ofRow row: Int) -> [LagCosines.Estimate?]? {
    guard let history, let run, run.configuration.recorded.lags, let description = rowSet?.rows[row] else {
      return nil
    }
    let ring = history.ring
    return LagDots.lags.indices.map { lag in
      let estimates = (max(1, lookedAt - 63)...max(1, lookedAt)).compactMap { step -> LagCosines.Estimate? in
        guard ring.holds(step), ring.holds(step - LagDots.lags[lag]) else { return nil }
        return ring.lagEstimate(of: description, tensors: run.tensors, lag: lag, step: step)
      }
      guard !estimates.isEmpty else { return nil }
      return LagCosines.Estimate(
        cosine: estimates.reduce(0) { $0 + $1.cosine } / Double(estimates.count),
        standardError: estimates.reduce(0) { $0 + $1.standardError } / Double(estimates.count))
    }
  }
}

extension HistoryTile.Cell {
  /// What most of the steps say.
  var verdict: Verdict {
    guard defined > 0 else { return .undefined }
    if 2 * aligned > defined { return .aligned }
    return 2 * opposed > defined ? .opposed : .random
  }
}
