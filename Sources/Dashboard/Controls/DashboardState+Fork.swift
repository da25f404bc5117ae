import RunModel

/// Checkpoints, and runs that branch off.
extension DashboardState {
  /// Asks for a checkpoint of the step under way.
  mutating func saveCheckpoint() -> [Effect] {
    guard canKeepCheckpoints() else { return [] }
    say("saving a checkpoint\(isPaused ? "" : " after this step")\(Signs(capabilities).ellipsis)")
    return [.send(.saveCheckpoint)]
  }

  /// Opens the list of optimizers under which the run can go on in another.
  mutating func openForkChooser() {
    guard canKeepCheckpoints() else { return }
    chooser = OptimizerChooser(pendingOptimizer ?? optimizer, isFork: true)
  }

  /// Goes on in another run under this rule with its usual values, where checkpoints are kept.
  mutating func forkOrTell(under rule: OptimizerRule) -> [Effect] {
    guard canKeepCheckpoints() else { return [] }
    var wanted = pendingOptimizer ?? optimizer
    wanted.take(rule)
    return fork(under: wanted)
  }

  /// Ends the run and goes on from its last step in another, on the same coming batches.
  mutating func fork(under optimizer: OptimizerConfiguration) -> [Effect] {
    var request = RunRequest(configuration: configuration, dataset: controls.options.dataset)
    request.configuration.optimizer = optimizer
    begin(request)
    return [.fork(optimizer)]
  }

  private mutating func canKeepCheckpoints() -> Bool {
    guard canCommand else {
      refuse()
      return false
    }
    guard controls.options.savesCheckpoints else {
      notice = Notice(text: "this run is not recorded, so that it has no checkpoints")
      return false
    }
    return true
  }
}
