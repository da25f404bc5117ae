/// How far the recording of a run has come: what a program that is killed leaves behind.
public struct RecordedSteps: Equatable, Sendable {
  /// The last step that is recorded for certain; 0: none is.
  public var last: Int
  /// Whether the steps after it will be.
  public var isGoingOn: Bool

  /// Says how far it has come.
  public init(last: Int, isGoingOn: Bool) {
    self.last = last
    self.isGoingOn = isGoingOn
  }

  /// For a run that is not recorded, and so needs none of its steps.
  public static let unneeded = RecordedSteps(last: .max, isGoingOn: false)
}
