import RunModel

extension DashboardState {
  mutating func askForNewRun() {
    guard controls.options.canBegin else {
      notice = Notice(text: "this run is recorded; layertop run begins another")
      return
    }
    if controls.draft == nil {
      controls.draft = currentRequest
      controls.draft?.configuration.optimizer = pendingOptimizer ?? optimizer
    }
    controls.isAsking = true
  }

  mutating func dropNewRun() {
    controls.isAsking = false
    controls.draft = nil
    controls.settled = plan
  }

  /// Ends the run under way and begins the one that waits.
  mutating func startNewRun() -> [Effect] {
    guard let request = controls.draft else { return [] }
    begin(request)
    return [.restart(request)]
  }

  /// Forgets the run under way; what the user looks at stays.
  mutating func begin(_ request: RunRequest) {
    var fresh = DashboardState(
      configuration: request.configuration, capabilities: capabilities, width: width, height: height,
      rule: rule, isRecorded: canLoad)
    fresh.controls = controls
    fresh.controls.draft = nil
    fresh.controls.isAsking = false
    fresh.controls.options.dataset = request.dataset
    fresh.controls.undo = []
    fresh.controls.settled = nil
    fresh.levels = levels
    fresh.rowView = rowView
    (fresh.grouping, fresh.coloring, fresh.smoothing) = (grouping, coloring, smoothing)
    fresh.now = now
    self = fresh
  }
}
