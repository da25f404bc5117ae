/// Where a run branched off another.
public struct RunParent: Equatable, Sendable {
  /// The other run's name.
  public var run: String
  /// The number of steps that both share.
  public var step: Int

  /// Makes a value.
  public init(run: String, step: Int) {
    self.run = run
    self.step = step
  }
}
