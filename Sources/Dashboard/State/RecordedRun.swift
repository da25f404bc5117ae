import RunModel

/// What is said about a recorded run when it is opened, and again whenever it has grown.
public struct RecordedRun: Equatable, Sendable {
  /// A change of the optimizer.
  public struct Change: Equatable, Sendable {
    /// The number of steps that were done before.
    public var afterStep: Int
    /// What was in effect from then on.
    public var optimizer: OptimizerConfiguration

    /// Makes a change.
    public init(afterStep: Int, optimizer: OptimizerConfiguration) {
      self.afterStep = afterStep
      self.optimizer = optimizer
    }
  }

  /// What the run is about.
  public var description: RunDescription
  /// The last step that is recorded.
  public var lastStep: Int
  /// The last step's record; nil before the first.
  public var newest: StepRecord?
  /// The changes of the optimizer, in order.
  public var changes: [Change]
  /// Mean losses over equally many steps each, from the first step on; nan where there is none.
  public var losses: [Double]
  /// The steps in each of `losses`.
  public var stepsPerLoss: Int
  /// The seconds that all its steps took together.
  public var seconds: Double
  /// Where the run branched off another: the step, and what is said about it; nil: it did not.
  public var fork: (step: Int, text: String)? {
    get { forkStep.map { ($0, forkText) } }
    set { (forkStep, forkText) = (newValue?.step, newValue?.text ?? "") }
  }
  /// Whether another process still writes the run.
  public var isGrowing: Bool
  private var forkStep: Int?
  private var forkText = ""

  /// Says what a recorded run is about.
  public init(
    description: RunDescription, lastStep: Int, newest: StepRecord? = nil, changes: [Change] = [],
    losses: [Double] = [], stepsPerLoss: Int = 1, seconds: Double = 0, isGrowing: Bool = false
  ) {
    self.description = description
    self.lastStep = lastStep
    self.newest = newest
    self.changes = changes
    self.losses = losses
    self.stepsPerLoss = stepsPerLoss
    self.seconds = seconds
    self.isGrowing = isGrowing
  }

  /// Takes in a step that was recorded since.
  mutating func append(_ record: StepRecord) {
    guard record.step > lastStep else { return }
    lastStep = record.step
    newest = record
    seconds += record.seconds
    isGrowing = true
    let bucket = (record.step - 1) / max(1, stepsPerLoss)
    if losses.count <= bucket {
      losses += Array(repeating: .nan, count: bucket - losses.count) + [record.loss]
    }
  }
}
