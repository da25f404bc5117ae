import RunModel
import Statistics
import TerminalUI

/// All that the dashboard knows; a value. `update` changes it, `view` draws it.
public struct DashboardState: Sendable {
  // What was asked for, and where it is drawn.

  /// What the run was started with.
  public internal(set) var configuration: RunConfiguration
  /// What the terminal can show.
  public internal(set) var capabilities: Capabilities
  /// Columns of the terminal.
  public internal(set) var width: Int
  /// Rows of the terminal.
  public internal(set) var height: Int

  // The run, as the session told it.

  /// What the run is about; nil while it is prepared.
  public internal(set) var run: RunDescription?
  /// What was measured, of a run that is seen live; nil while it is prepared, and for a recorded run.
  public internal(set) var history: DriftHistory?
  /// The recorded run that is seen again; nil while a run is trained.
  public internal(set) var recording: RecordedRun?
  /// The recorded run that is set beside it; nil: none.
  var comparison: Comparison?
  /// Whether parts of the run that are not remembered can be loaded.
  let canLoad: Bool
  /// The rows of each grouping; empty while the run is prepared.
  var sets: [RowSet] = []
  /// The parts of the history that were drawn lately.
  var tiles = TileCache()
  /// The picture at the last tick, and which way it moved last: −1 towards the first step, 1 towards the newest.
  var (foreseenWindow, heading): (TimeWindow?, Int) = (nil, 0)
  /// Steps that were loaded one by one.
  var loadedSteps = LoadedSteps()
  /// The last step.
  public internal(set) var newest: StepRecord?
  /// The optimizer that is in effect.
  public internal(set) var optimizer: OptimizerConfiguration
  /// The optimizer that was asked for and is not yet in effect.
  public internal(set) var pendingOptimizer: OptimizerConfiguration?
  /// Whether the session waits.
  public internal(set) var isPaused = false
  /// What was not finite at the last step, while the session waits for what is done about it.
  public internal(set) var divergence: Divergence?
  /// Why the session ended; nil while it runs.
  public internal(set) var finished: FinishReason?
  /// Why the run is not recorded; nil where it is, or was not to be.
  public internal(set) var recordingProblem: String?
  /// What is marked on the time axis, in the order of steps.
  var marks: [TimeMark] = []
  /// Seconds a step, smoothed over about ten steps.
  var secondsPerStep: Double?

  /// How well the network did on test images, in the order of steps.
  var evaluations: [Evaluation] = []

  // What the user looks at.

  /// What makes a row of the heatmap.
  public internal(set) var grouping = Grouping.layer
  /// The tensor whose row is selected; it stays the same when the grouping changes.
  public internal(set) var selectedTensor = 0
  /// The first row on the screen, where not all have room.
  var firstVisibleRow = 0
  /// Which rows are shown, and in which order.
  var rowView = RowView()
  /// Which part of time is shown, and the step that is looked at.
  var time = TimeView()
  /// The test in force.
  public internal(set) var rule: TestRule
  /// The tests made ready for the rows of a grouping.
  var preparedTests: [PreparedKey: PreparedTest] = [:]
  /// The levels of tests that have one of the user's choice.
  var levels: [DriftTest: Double] = [:]
  /// What the heatmap's cosines compare.
  var quantity = Quantity.gradient
  /// What the heatmap's colours say.
  var coloring = Coloring.verdict
  /// How curves are smoothed.
  var smoothing = Smoothing.none
  /// What is typed into the line at the bottom; nil: nothing.
  var prompt: Prompt?
  /// Whether the selected layer has the whole screen.
  public internal(set) var isInspecting = false
  /// The value being typed; nil: none.
  var edit: ValueEdit?
  /// The open list of optimizers; nil: it is closed.
  var chooser: OptimizerChooser?
  /// Whether the user last asked for a pause.
  var wantsPause = false
  /// Whether the session waits until the run can be recorded again.
  var waitsForRecording = false
  /// Whether the help covers the picture.
  public internal(set) var isHelpOpen = false
  /// Whether the message about a failure was put away.
  var isFailureDismissed = false
  /// Whether the message about what was not finite was put away.
  var isDivergenceDismissed = false
  /// A short message about the last key.
  var notice: Notice?

  /// What the controls know.
  var controls: ControlsState

  // Time.

  /// The clock at the last tick.
  var now: Double?
  /// The clock at the first tick of the run.
  var startedAt: Double?

  /// The state before anything was heard from the session.
  ///
  /// `isRecorded` says that parts of the run that are not remembered can be loaded.
  public init(
    configuration: RunConfiguration, capabilities: Capabilities, width: Int, height: Int,
    rule: TestRule = TestRule(), isRecorded: Bool = false, options: DashboardOptions = DashboardOptions()
  ) {
    self.configuration = configuration
    self.rule = rule
    if let level = rule.level { levels[rule.test] = level }
    canLoad = isRecorded
    self.capabilities = capabilities
    self.width = width
    self.height = height
    controls = ControlsState(options: options)
    optimizer = configuration.optimizer
  }
}

/// A message that goes away by itself.
struct Notice: Equatable, Sendable {
  /// How many seconds it stays.
  static let seconds = 4.0

  var text: String
  /// When it goes; nil until the clock is next read.
  var until: Double?
}

/// What the session does, as far as the user is concerned.
enum Activity: Equatable, Sendable {
  case preparing
  case training
  case pausing
  case paused
  case resuming
  case completed
  case stopped
  case failed(String)
  /// A recorded run is seen again; it may still grow.
  case replaying(isGrowing: Bool)
}

extension DashboardState {
  /// What the session does.
  var activity: Activity {
    if let recording { return .replaying(isGrowing: recording.isGrowing && finished == nil) }
    switch finished {
    case .completed: return .completed
    case .stopped: return .stopped
    case .failed(let sentence): return .failed(sentence)
    case nil: break
    }
    if run == nil { return .preparing }
    return switch (isPaused, wantsPause) {
    case (false, false): .training
    case (false, true): .pausing
    case (true, true): .paused
    case (true, false): .resuming
    }
  }

  /// Seconds since the run began, without pauses; of a recorded run those that its steps took.
  var elapsed: Double? {
    if let recording { return recording.seconds }
    guard let now, let startedAt else { return nil }
    return now - startedAt
  }
}
