/// Where and how often a session saves checkpoints. At its end it always saves one.
public struct CheckpointPolicy: Equatable, Sendable {
  /// The folder.
  public var folder: CheckpointFolder
  /// Steps from one to the next; nil: steps do not count.
  public var steps: Int?
  /// The time from one to the next; nil: time does not count.
  public var interval: Duration?
  /// How many are left, aside from those asked for and from what the recording needs, see `CheckpointFolder.prune`.
  public var count: Int

  /// Makes a policy; every five minutes, and three are left, unless given.
  public init(
    folder: CheckpointFolder, steps: Int? = nil, interval: Duration? = .seconds(300), count: Int = 3
  ) {
    self.folder = folder
    self.steps = steps
    self.interval = interval
    self.count = count
  }
}
