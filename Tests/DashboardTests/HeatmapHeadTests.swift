import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

/// What stands over and beside the rows: which cosines and shares, in which order, and how two rows share a line.
@Suite struct HeatmapHeadTests {
  let run = TestRun()

  @Test func theHeadsSayWhatTheNumbersAre() {
    var state = run.state(width: 120, height: 40, steps: 300)
    #expect(state.view().lines[1].contains("cos now · non-random"))
    state.type("--")
    #expect(state.view().lines[1].contains("mean of 4 · non-random"))
    state.type("#50")
    _ = state.update(.key(.enter))
    #expect(state.view().lines[1].contains("mean of 49–52 · non-random"))
    state.type("++")
    #expect(state.view().lines[1].contains("cos at 50 · non-random"))
  }

  @Test func rowsAreSortedByAlignedAndByOpposedShareWhichIsShown() throws {
    var state = run.state(width: 120, height: 60, steps: 200)
    for (order, verdict) in [("aligned", Verdict.aligned), ("opposed", .opposed)] {
      while state.rowView.order.rawValue != order { state.type("r") }
      let shares = state.rowView.shown.map { state.shares(ofRow: $0)?.share(of: verdict) ?? -1 }
      #expect(shares == shares.sorted(by: >))
      #expect(shares[0] > shares[40])
      let screen = state.view()
      #expect(screen.lines[1].contains("by \(order) at 200"))
      #expect(screen.lines[1].contains("\(order)▾"))
      let layout = try #require(ScreenLayout(state))
      let first = screen.lines[layout.cells.y].prefix(layout.heatmap.maxX)
      #expect(first.contains("\(Signs(Terminals.colors).percent(shares[0])) │"))
    }
  }

  @Test func aClickOnTheHeadOfTheSharesSorts() throws {
    var state = run.state(width: 120, height: 40, steps: 50)
    let x = try #require(ScreenLayout(state)).heatmap.maxX - 5
    for order in [RowView.Order.share, .aligned, .opposed, .depth] {
      _ = state.update(.mouse(MouseEvent(.press, x: x, y: 1)))
      #expect(state.rowView.order == order)
    }
  }

  @Test func theOrderIsMadeAnewWhileNobodyIsAtTheKeys() {
    var state = run.state(width: 120, height: 40, steps: 20)
    state.type("r")
    for step in 21...300 { _ = state.update(.training([.step(run.record(step))])) }
    _ = state.update(.tick(now: 1756))
    #expect(state.rowView.sortedStep == 20, "nothing moves under a hand")
    _ = state.update(.tick(now: 1760))
    #expect(state.rowView.sortedStep == 300)
    let shares = state.rowView.shown.map { state.shares(ofRow: $0)?.nonRandom ?? -1 }
    #expect(shares == shares.sorted(by: >))
  }

  @Test func aNewRunIsSortedAsSoonAsItHasShares() {
    var state = run.state(width: 120, height: 40, steps: 50)
    state.type("rRy")
    _ = state.update(.training([.started(run.description)]))
    _ = state.update(.training((1...5).map { .step(run.record($0)) }))
    _ = state.update(.tick(now: 1755))
    #expect(state.rowView.sortedStep == 5)
    #expect(state.rowView.shown != Array(0..<41))
  }

  @Test func everyRowHasALineUnlessTwoAreWantedInOne() throws {
    var state = run.state(width: 120, height: 40, steps: 30)
    #expect(state.view().shows("▸conv1 ") && state.view().shows(" bn1 "))
    state.type("a")
    #expect(state.view().shows(" conv1 bn1 ") || state.view().shows("▀conv1 bn1 "))
    #expect(state.view().shows(" layer4.1.conv1 bn1 "))
    #expect(try #require(ScreenLayout(state)).rows.visible == 41)
    state.type("a")
    #expect(try #require(ScreenLayout(state)).rows.rowsPerLine == 1)
    _ = state.update(.resized(width: 120, height: 70))
    state.type("a")
    #expect(state.view().shows("every row has a line already"))
  }

  @Test func theLegendCountsTheRowsThatAreShown() {
    var state = run.state(width: 120, height: 40, steps: 30)
    state.type("/fc")
    #expect(state.view().shows("1 row ·"))
    let legend = state.view().lines.first { $0.contains("aligned 0") || $0.contains("aligned 1") } ?? ""
    let counts = legend.split(separator: " ").compactMap { Int($0) }
    #expect(counts.prefix(4).reduce(0, +) == 1)
  }

  @Test func theSelectedRowKeepsTheColourOfItsVerdict() throws {
    var state = run.state(width: 120, height: 60, steps: 30)
    let layout = try #require(ScreenLayout(state))
    for row in 0..<41 {
      let cell = state.view()[layout.values.x + 2, layout.values.y + row]
      #expect(cell.style.background == .selection)
      let verdict = LayerLines(state: state).verdict
      #expect(cell.style.foreground == (verdict == .random ? .text : HeatmapInk.role(verdict)))
      state.type("j")
    }
  }
}
