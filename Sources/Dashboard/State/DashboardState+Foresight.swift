import RunModel

extension DashboardState {
  /// Asks for what the next key may bring into the picture of a recorded run, once nothing in it is missing and time was
  /// moved before: a held key is then answered with whole pictures.
  mutating func foresee() -> [Effect] {
    guard recording != nil, time != TimeView() else { return [] }
    var keys: [TileKey] = []
    for action in [TimeAction.pan(halves: -1), .pan(halves: 1), .zoom(by: -1), .zoom(by: 1)] {
      var next = self
      _ = next.perform(action)
      guard let window = next.window else { continue }
      keys += tileKeys(coloring.measure, rule: rule, window).filter { !keys.contains($0) }
    }
    let sets = sets
    return tiles.foresee(keys, lastStep: lastStep) { sets[$0.grouping.index].count }.map(Effect.load)
  }
}
