/// Where and how often a session saves checkpoints. At its end it always saves one.
public struct CheckpointPolicy: Equatable, Sendable {
  /// The folder.
  public var folder: CheckpointFolder
  /// Steps from one to the next; nil: steps do not count.
  public var steps: Int?
  /// The time from one to the next; nil: time does not count.
  public var interval: Duration?
  /// How many are left, those asked for aside.
  public var count: Int
  /// The time after which the steps up to one are recorded for certain, even where the program is killed; a run can go on
  /// from no other, so that the newest such one, and all that follow, are left too.
  public var settling: Duration

  /// Makes a policy; every five minutes, and three are left, unless given.
  public init(
    folder: CheckpointFolder, steps: Int? = nil, interval: Duration? = .seconds(300), count: Int = 3,
    settling: Duration = .seconds(2)
  ) {
    self.folder = folder
    self.steps = steps
    self.interval = interval
    self.count = count
    self.settling = settling
  }
}
