import RunModel
import Statistics
import TerminalUI

/// All that the dashboard knows; a value. `update` changes it, `view` draws it.
public struct DashboardState: Sendable {
  // What was asked for, and where it is drawn.

  /// What the run was started with.
  public let configuration: RunConfiguration
  /// What the terminal can show.
  public let capabilities: Capabilities
  /// Columns of the terminal.
  public internal(set) var width: Int
  /// Rows of the terminal.
  public internal(set) var height: Int

  // The run, as the session told it.

  /// What the run is about; nil while it is prepared.
  public internal(set) var run: RunDescription?
  /// What was measured; nil while the run is prepared.
  public internal(set) var history: DriftHistory?
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
  /// The changes of the optimizer within the steps remembered.
  var marks: [CommandMark] = []
  /// Seconds a step, smoothed over about ten steps.
  var secondsPerStep: Double?

  // What the user looks at.

  /// What makes a row of the heatmap.
  public internal(set) var grouping = Grouping.layer
  /// The tensor whose row is selected; it stays the same when the grouping changes.
  public internal(set) var selectedTensor = 0
  /// The first row on the screen, where not all have room.
  var firstVisibleRow = 0
  /// The number being typed; nil: none.
  var edit: NumberEdit?
  /// The open list of optimizers; nil: it is closed.
  var chooser: OptimizerChooser?
  /// Whether the user last asked for a pause.
  var wantsPause = false
  /// Whether the help covers the picture.
  public internal(set) var isHelpOpen = false
  /// Whether the message about a failure was put away.
  var isFailureDismissed = false
  /// Whether the message about what was not finite was put away.
  var isDivergenceDismissed = false
  /// A short message about the last key.
  var notice: Notice?

  // Time.

  /// The clock at the last tick.
  var now: Double?
  /// The clock at the first tick of the run.
  var startedAt: Double?

  /// The state before anything was heard from the session.
  public init(
    configuration: RunConfiguration, capabilities: Capabilities, width: Int, height: Int
  ) {
    self.configuration = configuration
    self.capabilities = capabilities
    self.width = width
    self.height = height
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
}

extension DashboardState {
  /// What the session does.
  var activity: Activity {
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

  /// The rows of the heatmap and their history; nil while the run is prepared.
  var rowHistory: RowHistory? { history?[grouping] }

  /// The number of rows of the heatmap.
  var rowCount: Int { rowHistory?.rows.count ?? 0 }

  /// The selected row of the heatmap.
  public var selectedRow: Int {
    guard let rowHistory, rowHistory.rowOfTensor.indices.contains(selectedTensor) else { return 0 }
    return rowHistory.rowOfTensor[selectedTensor]
  }

  /// Seconds since the run began.
  var elapsed: Double? {
    guard let now, let startedAt else { return nil }
    return now - startedAt
  }
}
