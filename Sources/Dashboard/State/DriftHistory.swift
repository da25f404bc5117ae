import RunModel
import Statistics

/// What the dashboard remembers of a run, in bounded memory.
///
/// The cosines of the last `capacity` steps are kept for every grouping; a ResNet-18 has 62 tensors in 41
/// layers, which makes 103 floats a step and 27 MB at most. Verdicts are counted, and the loss is averaged,
/// over the whole run. Steps that were left out of the feed count as undefined in the picture and not at
/// all in the counts.
public struct DriftHistory: Sendable {
  /// The number of steps remembered.
  public static let defaultCapacity = 65_536

  /// The number of the last step taken in; 0 before the first.
  public private(set) var lastStep = 0
  /// The loss over the whole run.
  private(set) var loss = DecimatedSeries()
  private var byGrouping: [Grouping: RowHistory]
  /// The step in slot 0 of the rings.
  private var base = 1
  private let capacity: Int

  /// An empty history of a network's tensors.
  public init(tensors: [TensorDescription], capacity: Int = defaultCapacity) {
    precondition(capacity > 0, "a history remembers at least one step")
    self.capacity = capacity
    byGrouping = Dictionary(
      uniqueKeysWithValues: Grouping.allCases.map {
        ($0, RowHistory(grouping: $0, tensors: tensors))
      })
  }

  /// The oldest step that is still remembered; above `lastStep` before the first.
  public var firstStep: Int { max(base, lastStep - capacity + 1) }

  /// The rows of a grouping.
  subscript(grouping: Grouping) -> RowHistory { byGrouping[grouping]! }

  /// The cosine of a row at a step; nil where it is undefined or not remembered.
  func cosine(_ grouping: Grouping, row: Int, step: Int) -> Double? {
    guard step >= firstStep, step <= lastStep else { return nil }
    return byGrouping[grouping]!.cosine(row: row, slot: slot(of: step))
  }

  /// Takes in a step; steps that do not come after the last are ignored.
  public mutating func append(_ record: StepRecord) {
    guard record.step > lastStep else { return }
    if lastStep == 0 || record.step - lastStep > capacity {
      base = record.step
      for grouping in Grouping.allCases { byGrouping[grouping]!.clear() }
    } else {
      for missing in lastStep + 1..<record.step {
        for grouping in Grouping.allCases { byGrouping[grouping]!.storeGap(slot: slot(of: missing)) }
      }
    }
    for grouping in Grouping.allCases {
      byGrouping[grouping]!.store(record.sums, slot: slot(of: record.step))
    }
    loss.append(record.loss, step: record.step)
    lastStep = record.step
  }

  private func slot(of step: Int) -> Int { (step - base) % capacity }
}
