import RunModel

extension DashboardState {
  /// Asks for what the next keys may bring into the picture of a recorded run, once nothing in it is missing and time was
  /// moved before: a held key is then answered with whole pictures. What lies the way that the picture moves comes
  /// first, and further ahead.
  mutating func foresee() -> [Effect] {
    guard recording != nil, time != TimeView(), let window else { return [] }
    if let before = foreseenWindow, before.level != window.level {
      heading = 0
    } else if let before = foreseenWindow, before.first != window.first {
      heading = (window.first - before.first).signum()
    }
    foreseenWindow = window
    var keys: [TileKey] = []
    for action in nextActions {
      var next = self
      _ = next.perform(action)
      guard let window = next.window else { continue }
      keys += tileKeys(coloring.measure, rule: rule, window).filter { !keys.contains($0) }
    }
    let sets = sets
    return tiles.foresee(keys, lastStep: lastStep) { sets[$0.grouping.index].count }.map(Effect.load)
  }

  private var nextActions: [TimeAction] {
    guard heading != 0 else { return [.pan(halves: -1), .pan(halves: 1), .zoom(by: -1), .zoom(by: 1)] }
    return (1...4).map { .pan(halves: $0 * heading) } + [.zoom(by: 1), .pan(halves: -heading), .zoom(by: -1)]
  }
}
