import RunModel
import Statistics

/// What the dashboard remembers of a run that it sees live, in bounded memory.
///
/// The sums of the last steps are kept for every tensor, those of all groupings follow from them; a ResNet-18
/// has 62 tensors, which makes 1.5 KB a step. Verdicts of the four tests at their usual levels are counted, and
/// the loss is averaged, over the whole run. Steps that were left out of the feed count as undefined in the
/// picture and not at all in the counts.
public struct DriftHistory: Sendable {
  /// The most bytes that the sums of steps take.
  static let usualBytes = 32 << 20
  /// The most steps that are counted anew by another level, which takes a tenth of a second or so.
  static let recountedSteps = 2048
  /// The most steps remembered.
  static let usualLimit = 65_536

  /// The rows of each grouping, in the order of `Grouping.allCases`.
  let sets: [RowSet]
  /// The quantities that are recorded, the gradient first.
  let quantities: [Quantity]
  /// The sums of the last steps.
  private(set) var ring: StepRing
  /// The loss over the whole run.
  private(set) var loss = DecimatedSeries()
  private var tracks: [VerdictTrack]
  /// The number of tracks that count the whole run, at the front of `tracks`.
  private let usualTracks: Int

  /// An empty history of a network's tensors.
  public init(tensors: [TensorDescription], recorded: RecordedQuantities = RecordedQuantities()) {
    self.init(tensors: tensors, recorded: recorded, bytes: Self.usualBytes, limit: Self.usualLimit)
  }

  init(tensors: [TensorDescription], recorded: RecordedQuantities, bytes: Int, limit: Int) {
    let sets = Grouping.allCases.map { RowSet($0, of: tensors) }
    self.sets = sets
    quantities = Quantity.allCases.filter { $0 == .gradient || recorded.quantities.contains($0) }
    ring = StepRing(tensors: tensors.count, recorded: recorded, bytes: bytes, limit: limit)
    tracks = quantities.flatMap { quantity in
      DriftTest.allCases.map { VerdictTrack(TestRule($0), on: quantity, sets: sets) }
    }
    usualTracks = tracks.count
  }

  /// The oldest step that is still remembered; above `lastStep` before the first.
  public var firstStep: Int { ring.first }
  /// The number of the last step taken in; 0 before the first.
  public var lastStep: Int { ring.last }

  /// The rows of a grouping.
  subscript(grouping: Grouping) -> RowSet { sets[grouping.index] }

  /// The verdicts of a test on a quantity; nil until `count` is called for a level that is not the usual one.
  func track(_ rule: TestRule, on quantity: Quantity) -> VerdictTrack? {
    tracks.first { $0.rule == rule && $0.quantity == quantity }
  }

  /// Takes in a step; steps that do not come after the last are ignored.
  public mutating func append(_ record: StepRecord) {
    guard record.step > lastStep else { return }
    ring.append(record)
    let slot = ring.slot(of: record.step)
    for quantity in quantities {
      let sums = sets.map { set in set.rows.map { record.pair(quantity, of: $0) ?? PairSums() } }
      for index in tracks.indices where tracks[index].quantity == quantity {
        tracks[index].append(sums, step: record.step, slot: slot)
      }
    }
    loss.append(record.loss, step: record.step)
  }

  /// Counts by a rule from now on, beginning with the steps that are remembered. Only the last rule with a level
  /// of its own is kept.
  mutating func count(by rule: TestRule) {
    guard rule.level != nil, track(rule, on: .gradient) == nil else { return }
    tracks.removeSubrange(usualTracks...)
    for quantity in quantities {
      var track = VerdictTrack(rule, on: quantity, sets: sets)
      let start = max(firstStep, lastStep - Self.recountedSteps + 1)
      if start <= lastStep {
        for step in start...lastStep where ring.holds(step) {
          let sums = sets.map { set in
            set.rows.map { ring.pair(quantity, of: $0, step: step) ?? PairSums() }
          }
          track.append(sums, step: step, slot: ring.slot(of: step))
        }
      }
      tracks.append(track)
    }
  }
}
