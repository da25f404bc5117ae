import RunModel
import Statistics
import TerminalUI

/// What the user has chosen to see, and how.
struct PictureSettings: Equatable, Sendable {
  /// The test in force.
  var test: DriftTest
  /// The levels of tests that have one of the user's choice.
  var levels: [DriftTest: Double]
  /// What the cosines compare.
  var quantity: Quantity
  /// What the colours say.
  var coloring: Coloring
  /// What makes a row.
  var grouping: Grouping
  /// What decides the order of rows.
  var order: RowView.Order
  /// How curves are smoothed.
  var smoothing: Smoothing
  /// The theme.
  var theme: Theme
}

extension DashboardState {
  /// What is seen now.
  var pictureSettings: PictureSettings {
    PictureSettings(
      test: rule.test, levels: levels, quantity: quantity, coloring: coloring, grouping: grouping,
      order: rowView.order, smoothing: smoothing, theme: controls.options.theme)
  }

  /// Shows what is wanted from now on.
  mutating func show(_ wanted: PictureSettings) -> [Effect] {
    let now = pictureSettings
    (quantity, coloring, smoothing) = (wanted.quantity, wanted.coloring, wanted.smoothing)
    if wanted.grouping != now.grouping || wanted.order != now.order {
      (grouping, rowView.order) = (wanted.grouping, wanted.order)
      arrangeRows()
    }
    if wanted.test != now.test || wanted.levels != now.levels {
      levels = wanted.levels
      take(TestRule(wanted.test, level: wanted.levels[wanted.test]))
    }
    return setTheme(wanted.theme)
  }
}

extension Smoothing: LosslessStringConvertible {
  /// Reads `none`, `exp:BETA` or `mean:STEPS`; nil for anything else. Ranges are not looked at.
  public init?(_ description: String) {
    let parts = description.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    switch (parts.first, parts.count) {
    case ("none", 1): self = .none
    case ("exp", 2):
      guard let beta = Double(parts[1]) else { return nil }
      self = .exponential(beta: beta)
    case ("mean", 2):
      guard let steps = Int(parts[1]) else { return nil }
      self = .window(steps: steps)
    default: return nil
    }
  }

  /// The text that it is read from.
  public var description: String {
    switch self {
    case .none: "none"
    case .exponential(let beta): "exp:\(beta)"
    case .window(let steps): "mean:\(steps)"
    }
  }
}
