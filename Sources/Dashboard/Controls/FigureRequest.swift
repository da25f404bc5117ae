import RunModel
import Statistics

/// A figure for a paper, of what the picture shows.
public struct FigureRequest: Equatable, Sendable {
  /// What is compared.
  public var quantity: Quantity
  /// What makes a row.
  public var grouping: Grouping
  /// The test.
  public var rule: TestRule
  /// The steps.
  public var steps: ClosedRange<Int>
  /// The rows from the top, by their places in the grouping.
  public var rows: [Int]
}

extension DashboardState {
  /// Asks for a figure of the steps in the picture.
  mutating func export() -> [Effect] {
    guard let window, lastStep > 0 else {
      say("there is nothing to export yet")
      return []
    }
    let steps = window.steps.clamped(to: 1..<lastStep + 1)
    guard let last = steps.last else { return [] }
    return [
      .export(
        FigureRequest(
          quantity: quantity, grouping: grouping, rule: rule, steps: steps.lowerBound...last,
          rows: rowView.shown))
    ]
  }
}
