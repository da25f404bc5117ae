import TerminalUI
import Testing

@testable import Dashboard

/// A run that cannot be recorded any more.
@Suite struct RecordingProblemTests {
  private let sentence = "the run cannot be recorded in runs/r/run.sqlite: the disk is full"

  @Test func trainingGoesOnUnrecorded() {
    var state = TestRun().state(steps: 5)
    #expect(state.update(.recording(problem: sentence, waits: false)) == [])
    #expect(state.view().shows(sentence) && state.view().lines[0].contains("training · not recorded"))
    #expect(state.activity == .training)
  }

  @Test func trainingWaitsAndGoesOnByItself() {
    var state = TestRun().state(steps: 5)
    #expect(state.update(.recording(problem: sentence, waits: true)) == [.send(.pause)])
    _ = state.update(.training([.applied(.pause, afterStep: 5)]))
    #expect(state.activity == .paused)
    // What is waited for is said as long as it is.
    for now in 0..<20 { _ = state.update(.tick(now: 2000 + Double(now))) }
    #expect(state.view().lines.last?.contains("the disk is full; training waits until it can") == true)
    #expect(state.view().lines[0].contains("paused · not recorded"))
    #expect(state.update(.recording(problem: nil, waits: true)) == [.send(.resume)])
    #expect(!state.view().lines[0].contains("not recorded"))
  }

  @Test func aPauseOfTheUserStays() {
    var state = TestRun().state(steps: 5)
    #expect(state.type(" ") == [.send(.pause)])
    #expect(state.update(.recording(problem: sentence, waits: true)) == [])
    #expect(state.update(.recording(problem: nil, waits: true)) == [])
    #expect(state.activity == .pausing)
  }

  @Test func theUserGoesOnUnrecorded() {
    var state = TestRun().state(steps: 5)
    _ = state.update(.recording(problem: sentence, waits: true))
    #expect(state.type(" ") == [.send(.resume)])
    #expect(state.update(.recording(problem: nil, waits: true)) == [])
  }
}
