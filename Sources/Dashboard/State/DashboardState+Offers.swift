import RunModel

/// What is offered: keys and commands that can come to something in the run that is seen.
extension DashboardState {
  /// Whether an action can come to anything.
  func offers(_ action: Action) -> Bool {
    switch action {
    case .togglePause, .saveCheckpoint, .openChooser, .openForkChooser, .toggleLookahead, .scaleLearningRate,
      .restoreWeights, .edit:
      offersCommands
    case .control(.askForNewRun): controls.options.canBegin
    default: true
    }
  }

  /// Whether a control can be given another value.
  func offers(_ control: Control) -> Bool {
    switch control.moment {
    case .nextStep: offersCommands
    case .atOnce: true
    case .newRun: controls.options.canBegin
    }
  }

  /// Whether there is a session that takes commands, or is about to.
  private var offersCommands: Bool { recording == nil && finished == nil }

  /// The lines of the table of keys that are offered.
  var offeredBindings: [KeyBinding] {
    controls.keys.bindings.filter { binding in binding.routes.contains { offers($0.action) } }
  }
}
