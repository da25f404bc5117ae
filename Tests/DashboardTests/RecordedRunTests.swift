import RunModel
import Testing

@testable import Dashboard

/// What is said of recorded runs that are not as usual.
@Suite struct RecordedRunTests {
  private func open(_ description: RunDescription, lastStep: Int) -> DashboardState {
    var state = DashboardState(
      configuration: description.configuration, capabilities: Terminals.colors, width: 100, height: 40)
    _ = state.update(.recorded(RecordedRun(description: description, lastStep: lastStep)))
    return state
  }

  /// A damaged file may tell of more epochs than there is memory for.
  @Test func epochsWithoutEnd() {
    var description = TestRun().description
    description.stepsPerEpoch = 1
    let state = open(description, lastStep: 1 << 40)
    #expect((1000...10_000).contains(state.marks.count))
    #expect(state.view().shows("recorded"))
    #expect(open(description, lastStep: 500).marks.count == 499)
  }

  @Test func aRunThatHadEndedGoesOn() {
    let run = TestRun()
    var state = open(run.description, lastStep: 20)
    #expect(state.activity == .replaying(isGrowing: false))
    _ = state.update(.training([.step(run.record(21))]))
    #expect(state.activity == .replaying(isGrowing: true))
    _ = state.update(.training([.finished(.stopped)]))
    #expect(state.activity == .replaying(isGrowing: false))
    _ = state.update(.training([.step(run.record(22))]))
    #expect(state.activity == .replaying(isGrowing: true))
  }
}
