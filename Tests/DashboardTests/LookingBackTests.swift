import RunModel
import TerminalUI
import Testing

@testable import Dashboard

/// What the screen says of a step that is past.
@Suite struct LookingBackTests {
  let run = TestRun()

  @Test func zoomingOutAsFarAsItGoesShowsTheFirstStep() throws {
    var state = run.state(width: 80, height: 24, steps: 400)
    let cells = try #require(ScreenLayout(state)).cells
    _ = state.press(.left)
    let middle = MouseEvent(.scrollDown, x: cells.x + cells.width - 2, y: cells.y + 1)
    for _ in 0..<10 { _ = state.update(.mouse(middle)) }
    let window = try #require(state.window)
    #expect(window.first == 0 && window.column(of: 400) != nil)
  }

  /// The header is all of one step.
  @Test func theHeaderIsOfTheStepLookedAt() throws {
    var state = run.state(width: 240, height: 70, steps: 500)
    #expect(state.view().shows("epoch 2 · step 500"))
    _ = state.perform(.first)
    #expect(state.view().shows("epoch 1 · step 1 of 500"))
    let loss = Signs(state.capabilities).fixed(run.record(1).loss, decimals: 3)
    #expect(state.view().shows("loss \(loss)"))
  }

  @Test func theOptimizerOfThatStepIsKnown() {
    var state = run.state(width: 240, height: 70, steps: 10)
    let before = state.optimizer
    var adam = before
    adam.take(.adam)
    _ = state.update(.training([.applied(.setOptimizer(adam), afterStep: 10), .step(run.record(11))]))
    #expect(state.optimizer(at: 10) == before && state.optimizer(at: 11) == adam)
  }

  @Test func jumpsGoFromCommandToCommandAndOnlyWithoutAnyByEpochs() {
    var state = run.state(width: 240, height: 70, steps: 600)
    _ = state.perform(.jumpToMark(forward: false))
    #expect(state.lookedAt == 469)
    _ = state.perform(.follow)
    var adam = state.optimizer
    adam.take(.adam)
    let more = (601...1000).map { TrainingEvent.step(run.record($0)) }
    _ = state.update(.training([.applied(.setOptimizer(adam), afterStep: 600)] + more))
    _ = state.perform(.jumpToMark(forward: false))
    #expect(state.lookedAt == 601)
  }
}
