import Datasets
import RunModel

/// What a run needs to go on exactly, besides its tensors: a few numbers, kept as JSON in the file's header.
public struct CheckpointState: Equatable, Sendable, Codable {
  /// The version of this format that is written, the newest that is read.
  public static let currentVersion = 1

  /// A quantity of the optimizer's state and its age, see `OptimizerState`.
  public struct AgedQuantity: Equatable, Sendable, Codable {
    /// The quantity.
    public var quantity: StateQuantity
    /// The updates since its fresh start.
    public var age: Int
  }

  /// The version of the format.
  public var version = Self.currentVersion
  /// What the run is about; its configuration has the optimizer of the start.
  public var run: RunDescription
  /// The optimizer in force.
  public var optimizer: OptimizerConfiguration
  /// The steps done.
  public var step: Int
  /// The place in the data. Orders of images and augmentation are drawn anew from the seed and this place alone.
  public var position: BatchSampler.Position
  /// The forward passes done; dropout's masks are drawn anew from the seed and this number alone.
  public var forwardPasses: UInt64
  /// What the optimizer remembers, slot by slot.
  public var memory: [AgedQuantity]

  /// Whether the numbers can be a run's; a file's checksum says only that they are what someone wrote.
  var isPlausible: Bool {
    let counts = [step, position.epoch, position.batch] + memory.map(\.age)
    return counts.allSatisfy((0...1 << 53).contains) && forwardPasses <= 1 << 53
      && run.configuration.problem == nil && optimizer.problem == nil
      && memory.map(\.quantity) == optimizer.state
  }
}
