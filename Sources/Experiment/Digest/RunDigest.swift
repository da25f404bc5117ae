import RunModel
import Statistics

/// What the report needs of a run; grows with every step and holds no history.
public struct RunDigest: Sendable {
  /// The groupings that are looked at.
  public static let groupings: [Grouping] = [.layer, .tensor, .block]

  /// The run's name.
  public let name: String
  /// What the run is about.
  public let description: RunDescription
  /// The steps it has.
  public private(set) var steps = 0
  private var tallies: [Grouping: LayerTally]
  /// The cosines of every layer, smoothed.
  private(set) var windows: [CosineWindows]
  /// Loss and accuracy in training, over the last tenth of the steps.
  private var last: (count: Int, loss: Double, accuracy: Double) = (0, 0, 0)
  private let expectedSteps: Int

  /// Makes the digest of a run that will have so many steps.
  public init(name: String, description: RunDescription, steps: Int) {
    self.name = name
    self.description = description
    expectedSteps = steps
    tallies = Dictionary(
      uniqueKeysWithValues: Self.groupings.map {
        ($0, LayerTally(description.tensors, grouping: $0))
      })
    windows = Array(
      repeating: CosineWindows(steps: steps), count: tallies[.layer]?.rows.count ?? 0)
  }

  /// Adds a step; steps come in order.
  public mutating func add(_ record: StepRecord) {
    steps += 1
    for grouping in Self.groupings {
      let sums = tally(grouping).rows.map { row in
        record.pair(.gradient, of: row) ?? PairSums()
      }
      tallies[grouping]?.add(sums)
      if grouping == .layer {
        for row in windows.indices { windows[row].add(sums[row].cosine, step: record.step) }
      }
    }
    guard record.step > expectedSteps - max(1, expectedSteps / 10) else { return }
    last = (last.count + 1, last.loss + record.loss, last.accuracy + record.accuracy)
  }

  /// What the rows of a grouping came to.
  public func tally(_ grouping: Grouping) -> LayerTally {
    guard let tally = tallies[grouping] else {
      preconditionFailure("\(grouping) is not looked at; see RunDigest.groupings")
    }
    return tally
  }

  /// The mean training loss over the last tenth of the steps; nil without steps.
  public var loss: Double? { last.count > 0 ? last.loss / Double(last.count) : nil }
  /// The mean training accuracy over the last tenth of the steps; nil without steps.
  public var accuracy: Double? { last.count > 0 ? last.accuracy / Double(last.count) : nil }
}
