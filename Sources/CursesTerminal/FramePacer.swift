/// How often frames are drawn that nobody asked for, and how much of each, by what they cost.
///
/// The processor's time is training's: frames take a 200th of one core's. A terminal at the other end of a slow line
/// holds the writer up: at most a quarter of the time is spent on writing, and a frame holds no more than the line takes
/// in a tenth of a second; what is left out comes with the next one.
public struct FramePacer: Equatable, Sendable {
  /// The least time between two frames.
  public static let shortest = Duration.milliseconds(33)
  /// The most time between two frames.
  public static let longest = Duration.seconds(1)
  /// The bytes that a frame holds at most that the user did not ask for.
  public static let bytes = 24_000
  /// What every frame may hold, so that the picture is whole after some of them.
  static let leastBytes = 2_000

  /// The time between two frames now.
  public private(set) var interval = shortest
  /// The bytes that a frame may hold now.
  public private(set) var limit = bytes

  /// A line that is not known to be slow.
  public init() {}

  /// Takes note of a frame of so many bytes that took so long to write, and so much processor time to make and write.
  public mutating func drew(bytes: Int, in time: Duration, processorTime: Duration) {
    interval = [time * 4.0, interval * 0.8, processorTime * 200.0].reduce(Self.shortest, max)
    interval = min(Self.longest, interval)
    guard time > Self.shortest, bytes > 0 else {
      limit = min(Self.bytes, 2 * limit)
      return
    }
    let aTenth = Double(bytes) * (Duration.milliseconds(100) / time)
    limit = max(Self.leastBytes, min(limit, Int(min(aTenth, Double(Self.bytes)))))
  }
}
