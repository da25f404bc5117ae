/// How often frames are drawn that nobody asked for, and how much of each, by how fast the line takes them.
///
/// A terminal at the other end of a slow line holds the writer up. So at most a quarter of the time is spent on
/// writing, and a frame holds no more cells than the line takes in a tenth of a second; what is left out comes with the
/// next one.
public struct FramePacer: Equatable, Sendable {
  /// The least time between two frames.
  public static let shortest = Duration.milliseconds(33)
  /// The most time between two frames.
  public static let longest = Duration.seconds(1)
  /// What a frame that the user did not ask for holds at most; some 10 bytes a cell.
  public static let cells = 2_500
  /// What every frame may hold, so that the picture is whole after some of them.
  static let leastCells = 200

  /// The time between two frames now.
  public private(set) var interval = shortest
  /// The cells that a frame may change now.
  public private(set) var limit = cells

  /// A line that is not known to be slow.
  public init() {}

  /// Takes note of a frame that changed so many cells and took so long to write.
  public mutating func drew(cells: Int, in time: Duration) {
    interval = min(Self.longest, max(Self.shortest, max(time * 4.0, interval * 0.8)))
    guard time > Self.shortest, cells > 0 else {
      limit = min(Self.cells, 2 * limit)
      return
    }
    let aTenth = Double(cells) * (Duration.milliseconds(100) / time)
    limit = max(Self.leastCells, min(limit, Int(min(aTenth, Double(Self.cells)))))
  }
}
