import RunModel
import Statistics
import Testing

@testable import Dashboard

/// The key that writes a figure.
@Suite struct ExportKeyTests {
  @Test func whatThePictureShows() {
    var state = TestRun().state(steps: 30)
    state.type("tb")
    let request = FigureRequest(
      quantity: .gradient, grouping: state.grouping, rule: TestRule(.exact), steps: 1...30)
    #expect(state.update(.key(.character("e"))) == [.export(request)])
    #expect(state.grouping != .layer)
  }

  @Test func whatCameOfItIsSaid() {
    var state = TestRun().state(steps: 30)
    _ = state.update(.exported("written: run-heatmap.svg"))
    #expect(state.notice?.text == "written: run-heatmap.svg")
    #expect(state.controls.log.entries.last?.text == "written: run-heatmap.svg")
  }

  @Test func nothingBeforeTheFirstStep() {
    var state = TestRun().state(steps: 0)
    #expect(state.update(.key(.character("e"))) == [])
    #expect(state.notice?.text == "there is nothing to export yet")
  }
}
