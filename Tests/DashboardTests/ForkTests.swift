import RunModel
import Testing

@testable import Dashboard

/// Checkpoints, and runs that branch off the one on the screen.
@Suite struct ForkTests {
  private func state(savesCheckpoints: Bool = true) -> DashboardState {
    var state = TestRun().state(steps: 20)
    state.controls.options.savesCheckpoints = savesCheckpoints
    return state
  }

  @Test func aForkGoesOnUnderAnotherOptimizer() {
    var state = state()
    _ = state.update(.training([.applied(.pause, afterStep: 20)]))
    state.type("F")
    #expect(state.view().shows("fork under"))
    state.type("jjj")
    var adam = state.optimizer
    adam.take(.adam)
    #expect(state.update(.key(.enter)) == [.fork(adam)])
    // What follows is said by the new run, which does not wait.
    #expect(state.run == nil)
    #expect(!state.isPaused)
    #expect(state.chooser == nil)
  }

  @Test func aCheckpointIsAskedForAndToldOf() {
    var state = state()
    #expect(state.update(.key(.character("S"))) == [.send(.saveCheckpoint)])
    _ = state.update(.training([.checkpointed(path: "r/checkpoints/c", step: 20)]))
    #expect(state.view().shows("checkpoint"))
  }

  @Test func neitherIsPossibleWithoutARecord() {
    for key in ["F", "S"] {
      var state = state(savesCheckpoints: false)
      state.type(key)
      #expect(state.chooser == nil)
      #expect(state.view().shows("this run is not recorded"))
    }
  }
}
