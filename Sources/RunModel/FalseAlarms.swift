import Foundation
import Statistics

/// How often a test took the control's noise for non-random, beside what it claims.
public struct FalseAlarms: Equatable, Sendable {
  /// The control's number of parameters n.
  public var parameters: Int
  /// Cells of the control whose cosine exists.
  public var cells: Int
  /// Of these, cells that were called non-random.
  public var alarms: Int
  /// The level that the test claims: ε for a cell of n parameters, or q for `discovery`.
  public var claimed: Double

  /// The realised rate; nil where there are no cells.
  public var rate: Double? { cells > 0 ? Double(alarms) / Double(cells) : nil }
}

extension RunSummary {
  /// The false alarms on the control so far; nil where the run has none.
  public var falseAlarms: FalseAlarms? {
    guard let control = layers.first(where: { description.tensors[$0.layer.tensors[0]].isControl }) else {
      return nil
    }
    return FalseAlarms(
      parameters: control.layer.parameters, cells: control.counts.defined,
      alarms: control.counts.aligned + control.counts.opposed,
      claimed: exp(rule.logLevel(parameters: control.layer.parameters)))
  }
}
