import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

/// Two recorded runs in one picture.
@Suite struct CompareTests {
  let run = TestRun()

  /// Another run of the first tensors of the network, whose cosines are those of other steps.
  private var partner: TestRun {
    var partner = TestRun()
    partner.tensors = Array(run.tensors.prefix(32)).map {
      TensorDescription(name: "other." + $0.name, shape: $0.shape)
    }
    return partner
  }

  private func compare(_ partner: TestRun) -> DashboardState {
    var state = DashboardState(
      configuration: run.configuration, capabilities: Terminals.colors, width: 120, height: 60)
    func recorded(_ run: TestRun) -> RecordedRun {
      RecordedRun(description: run.description, lastStep: 40, newest: run.record(40))
    }
    let effects = state.update(.recorded(recorded(run))) + state.update(.compared(recorded(partner)))
    _ = run.serve(effects, to: &state, lastStep: 40, partner: partner)
    return state
  }

  private func verdict(_ run: TestRun, _ layer: LayerDescription, _ step: Int) -> Verdict {
    Verdict(
      cosine: run.pairs([layer], step: step)[0].cosine,
      bound: PaperBound.threshold(parameters: layer.parameters))
  }

  @Test func bothRunsShareALine() throws {
    let state = compare(partner)
    #expect(state.coloring == .beside)
    let layout = try #require(ScreenLayout(state))
    #expect(layout.rows.rowsPerLine == 1)
    let screen = state.view()
    let (rows, others) = (Grouping.layer.rows(of: run.tensors), Grouping.layer.rows(of: partner.tensors))
    for row in 0..<41 {
      let beside = Int((Double(row) / 40 * Double(others.count - 1)).rounded())
      for step in 1...40 {
        let cell = screen[layout.cells.x + step - 1, layout.cells.y + row]
        #expect(cell.glyph == "▀")
        #expect(cell.style.foreground == HeatmapInk.role(verdict(run, rows[row], step)))
        #expect(cell.style.background == HeatmapInk.role(verdict(partner, others[beside], step)))
      }
    }
    #expect(screen.shows("▀ SGD, seed 1, 40 steps  ▄ "))
  }

  @Test func rowsOfTheSameNameStandBesideEachOther() throws {
    var shallow = TestRun()
    shallow.tensors = run.tensors.filter { !$0.name.hasPrefix("layer2") }
    let comparison = try #require(compare(shallow).comparison)
    let rows = Grouping.layer.rows(of: run.tensors)
    let others = Grouping.layer.rows(of: shallow.tensors)
    for (row, layer) in rows.enumerated() where !layer.name.hasPrefix("layer2") {
      #expect(others[comparison.partner(of: row, .layer)].name == layer.name)
    }
  }

  @Test func theDifferenceIsThatOfTheShares() throws {
    var state = compare(partner)
    while state.coloring != .difference { state.type("C") }
    let layout = try #require(ScreenLayout(state))
    let screen = state.view()
    let (rows, others) = (Grouping.layer.rows(of: run.tensors), Grouping.layer.rows(of: partner.tensors))
    for step in 2...40 {
      let (a, b) = (verdict(run, rows[40], step), verdict(partner, others[others.count - 1], step))
      let background = screen[layout.cells.x + step - 1, layout.cells.y + 40].style.background
      #expect(background == (a.isNonRandom == b.isNonRandom ? .random : b.isNonRandom ? .aligned : .opposed))
    }
  }

  @Test func withoutASecondRunThereIsNothingToCompare() {
    var state = run.state(steps: 10)
    var seen: Set<Coloring> = []
    for _ in 0..<10 {
      state.type("C")
      seen.insert(state.coloring)
    }
    #expect(seen == Set(Coloring.allCases).subtracting([.beside, .difference]))
  }
}
