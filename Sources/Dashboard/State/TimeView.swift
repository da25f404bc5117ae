/// Which part of a run's time is looked at, and where in it.
struct TimeView: Equatable, Sendable {
  /// The coarsest level: 2^20 steps a column.
  static let coarsest = 20

  /// The binary logarithm of the steps in a column, while the picture does not hold the whole run.
  var level = 0
  /// Whether a column holds as many steps as put the whole run into the picture.
  var showsWholeRun = false
  /// The leftmost column; nil: the picture follows the newest step.
  var first: Int?
  /// The step that is looked at; nil: the newest.
  var cursor: Int?

  /// Whether the picture follows the newest step.
  var follows: Bool { first == nil && cursor == nil }

  /// The picture in so many columns of a run with so many steps.
  func window(newest: Int, width: Int) -> TimeWindow {
    if showsWholeRun {
      return TimeWindow(first: 0, level: Self.level(holding: newest, width: width), width: width)
    }
    guard let first else { return TimeWindow(newest: newest, level: level, width: width) }
    return TimeWindow(first: first, level: level, width: width)
  }

  /// The finest level at which so many columns hold so many steps.
  static func level(holding steps: Int, width: Int) -> Int {
    var level = 0
    while (max(1, steps) - 1) >> level >= max(1, width) && level < coarsest { level += 1 }
    return level
  }
}
