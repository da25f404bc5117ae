extension DashboardState {
  /// Takes in that the run can no longer be recorded, or is again. Where the user wants it, training waits in between;
  /// a pause that the user asked for does not end with it.
  mutating func hear(recordingProblem problem: String?, waits: Bool) -> [Effect] {
    recordingProblem = problem
    log(problem == nil ? .event : .warning, problem ?? "the run is recorded again")
    notice = Notice(text: problem ?? "the run is recorded again")
    guard canCommand else { return [] }
    if problem != nil && waits && !wantsPause {
      (wantsPause, waitsForRecording) = (true, true)
      return [.send(.pause)]
    }
    if problem == nil && waitsForRecording {
      (wantsPause, waitsForRecording) = (false, false)
      return [.send(.resume)]
    }
    return []
  }

  /// What is waited for, in a sentence; nil where it is nothing.
  var waitingFor: String? {
    waitsForRecording ? recordingProblem.map { "\($0); training waits until it can" } : nil
  }
}
