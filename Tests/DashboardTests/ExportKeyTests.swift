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
      quantity: .gradient, grouping: state.grouping, rule: TestRule(.exact), steps: 1...30,
      rows: state.rowView.shown)
    #expect(state.update(.key(.character("e"))) == [.export(request)])
    #expect(state.grouping != .layer)
  }

  @Test func whatThePictureLeavesOutAndHowItIsSorted() {
    var state = TestRun().state(steps: 30)
    state.type("/conv")
    _ = state.update(.key(.enter))
    let filtered = state.rowView.shown
    state.type("r")
    guard case .export(let request) = state.update(.key(.character("e"))).first else {
      Issue.record("no figure")
      return
    }
    #expect(request.rows == state.rowView.shown && request.rows.sorted() == filtered)
    #expect(request.rows != filtered && filtered.count < 41)
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
