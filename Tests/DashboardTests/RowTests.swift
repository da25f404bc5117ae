import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct RowTests {
  let run = TestRun()

  private func names(_ state: DashboardState) -> [String] {
    state.rowView.shown.map { state.rowSet!.rows[$0].name }
  }

  @Test func aFilterLeavesTheRowsThatMatch() {
    var state = run.state(width: 80, height: 24, steps: 5)
    state.type("/layer2")
    #expect(names(state).count == 10)
    #expect(names(state).allSatisfy { $0.hasPrefix("layer2") })
    #expect(state.selectedRow == 0)
    _ = state.update(.key(.enter))
    #expect(state.prompt == nil)
    #expect(state.view().shows("/layer2"))
    state.type("/")
    for _ in 0..<10 { _ = state.update(.key(.backspace)) }
    state.type("1*conv2")
    #expect(
      names(state) == [
        "layer1.0.conv2", "layer1.1.conv2", "layer2.1.conv2", "layer3.1.conv2", "layer4.1.conv2",
      ])
    _ = state.update(.key(.escape))
    #expect(names(state).count == 41)
  }

  @Test func kindsAreFilters() {
    var state = run.state(width: 80, height: 24, steps: 5)
    for (kind, count) in [("conv", 20), ("norm", 20), ("fc", 1)] {
      state.type("/\(kind)")
      #expect(names(state).count == count, "\(kind)")
      _ = state.update(.key(.escape))
    }
    state.type("t/bias")
    #expect(names(state).count == 21)
  }

  @Test func aFilterThatMatchesNothingShowsAllAndSaysSo() {
    var state = run.state(width: 80, height: 24, steps: 5)
    state.type("/nothing")
    #expect(names(state).count == 41)
    #expect(state.view().shows("no layer matches \"nothing\""))
    _ = state.update(.key(.enter))
    #expect(state.rowView.filter == "")
  }

  @Test func rowsAreSortedByShareAndByDriftFront() throws {
    var state = run.state(width: 80, height: 24, steps: 400)
    state.type("r")
    let shares = state.rowView.shown.map { state.shares(ofRow: $0)?.nonRandom ?? -1 }
    #expect(shares == shares.sorted(by: >))
    #expect(shares[0] > shares[40])
    state.type("rrr")
    let onsets = state.rowView.shown.map { state.onset(ofRow: $0) ?? .max }
    #expect(onsets == onsets.sorted())
    #expect(onsets[0] < .max)
    state.type("r")
    #expect(state.rowView.shown == Array(0..<41))
  }

  @Test func theFrontIsThatOfTheVerdicts() throws {
    let state = run.state(steps: 400)
    let rows = Grouping.layer.rows(of: run.tensors)
    for (row, layer) in rows.enumerated() {
      var front = DriftFront()
      var runs = RunLengths()
      let bound = PaperBound.threshold(parameters: layer.parameters)
      for step in 1...400 {
        let verdict = Verdict(cosine: run.pairs([layer], step: step)[0].cosine, bound: bound)
        front.append(verdict)
        runs.append(verdict)
      }
      #expect(state.phases(ofRow: row) == front.phases)
      #expect(state.runs(ofRow: row) == runs)
    }
  }

  @Test func nGoesAlongTheFront() throws {
    var state = run.state(width: 80, height: 24, steps: 400)
    let onsets = (0..<41).compactMap { row in state.onset(ofRow: row).map { ($0, row) } }.sorted { $0 < $1 }
    state.select(row: onsets[0].1)
    state.type("n")
    #expect(state.selectedRow == onsets[1].1)
    #expect(state.lookedAt == onsets[1].0)
    state.type("NN")
    #expect(state.selectedRow == onsets[onsets.count - 1].1)
  }
}
