import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

/// A recorded run seen again: what is not there is asked for, and until it has come it is said to be loaded.
@Suite struct ReplayTests {
  let run = TestRun()

  /// A recorded run whose newest steps are looked at.
  private func open(_ lastStep: Int, width: Int = 100) -> (DashboardState, [Effect]) {
    var (state, effects) = openFirst(lastStep, width: width)
    while let level = state.window?.level, level > 0 { effects += state.type("+") }
    return (state, effects)
  }

  /// A recorded run as it is seen at first.
  private func openFirst(
    _ lastStep: Int, width: Int = 100, isGrowing: Bool = false
  ) -> (DashboardState, [Effect]) {
    var state = DashboardState(
      configuration: run.configuration, capabilities: Terminals.colors, width: width, height: 60)
    var changed = run.configuration.optimizer
    changed.learningRate = 0.5
    let effects = state.update(
      .recorded(
        RecordedRun(
          description: run.description, lastStep: lastStep, newest: run.record(lastStep),
          changes: [RecordedRun.Change(afterStep: min(100, lastStep / 2), optimizer: changed)],
          losses: (1...lastStep).map { run.record($0).loss }, seconds: 26.5, isGrowing: isGrowing)))
    return (state, effects)
  }

  @Test func aRunThatHasEndedIsSeenAsAWholeFirst() throws {
    let ended = try #require(openFirst(500).0.window)
    #expect(ended.first == 0 && ended.level > 0)
    let growing = try #require(openFirst(500, isGrowing: true).0.window)
    #expect(growing.first > 0 && growing.level == 0)
  }

  @Test func whatIsMissingIsAskedForOnceAndDrawnAsLoading() throws {
    var (state, effects) = openFirst(500)
    #expect(effects.contains { if case .load = $0 { true } else { false } })
    let layout = try #require(ScreenLayout(state))
    #expect(state.view()[layout.cells.x, layout.cells.y].glyph == "╌")
    #expect(state.update(.tick(now: 1)) == [], "it is asked for once")
    let loads = run.serve(effects, to: &state, lastStep: 500)
    #expect(loads <= 4)
    #expect(state.view()[layout.cells.x, layout.cells.y].glyph == " ")
  }

  @Test func aReplayShowsWhatTheLiveRunShowed() throws {
    var live = run.state(width: 100, height: 60, steps: 300)
    var (state, effects) = open(300)
    _ = run.serve(effects, to: &state, lastStep: 300)
    for keys in ["", "-", "-", "b", "b", "jjj", "H"] {
      live.type(keys)
      for character in keys {
        _ = run.serve(state.update(.key(.character(character))), to: &state, lastStep: 300)
      }
      let layout = try #require(ScreenLayout(state))
      let (a, b) = (live.view(), state.view())
      for y in layout.heatmap.y + 1..<layout.heatmap.maxY - 4 {
        for x in layout.names.x..<layout.values.maxX { #expect(a[x, y] == b[x, y], "\(keys) at \(x), \(y)") }
      }
    }
  }

  @Test func aRunThatGrowsIsFollowed() throws {
    var (state, effects) = open(300)
    _ = run.serve(effects, to: &state, lastStep: 300)
    effects = state.update(.training([.step(run.record(301))]))
    #expect(state.lastStep == 301)
    _ = run.serve(effects, to: &state, lastStep: 301)
    let layout = try #require(ScreenLayout(state))
    let window = try #require(state.window)
    let column = try #require(window.column(of: 301))
    #expect(state.view()[layout.cells.x + column, layout.cells.y].glyph == " ")
  }

  @Test func theTimeOfARecordedRunStandsStill() {
    var (state, _) = open(300)
    _ = state.update(.tick(now: 1))
    _ = state.update(.tick(now: 180))
    #expect(state.elapsed == 26.5)
    #expect(state.view().shows("trained    0:00:26"))
    _ = state.update(.compared(RecordedRun(description: run.description, lastStep: 9, seconds: 3)))
    _ = state.update(.tick(now: 360))
    #expect(state.elapsed == 26.5)
    _ = state.update(.training([.step(run.record(301))]))
    #expect(state.elapsed == 26.5 + run.record(301).seconds)
  }

  @Test func marksAndStepsAreThere() throws {
    var (state, effects) = open(700)
    _ = run.serve(effects, to: &state, lastStep: 700)
    #expect(state.marks.map(\.step) == [101, 469])
    _ = run.serve(state.type("{{"), to: &state, lastStep: 700)
    #expect(state.lookedAt == 101)
    let rows = Grouping.layer.rows(of: run.tensors)
    #expect(state.sums(ofRow: 0, step: 101)?.cosine == run.record(101).pair(.gradient, of: rows[0])?.cosine)
  }

  @Test func theOnsetIsSaidToBeNearWhereItIs() {
    var (state, effects) = open(700)
    _ = run.serve(effects, to: &state, lastStep: 700)
    _ = run.serve(state.type("n"), to: &state, lastStep: 700)
    #expect(state.view().shows("turned non-random at step ≈ "))
    #expect(state.view().shows("known to 16 steps"))
    _ = run.serve(state.update(.key(.enter)), to: &state, lastStep: 700)
    #expect(state.view().shows("since ≈ "))
    (state, effects) = open(60)
    _ = run.serve(effects, to: &state, lastStep: 60)
    _ = run.serve(state.type("n") + state.update(.key(.enter)), to: &state, lastStep: 60)
    #expect(!state.view().shows("≈"))
  }

  @Test func trainingCannotBeControlled() {
    var (state, _) = open(300)
    #expect(state.type(" o]l") == [])
    #expect(state.view().shows("this run is recorded; nothing can be changed in it"))
    #expect(state.type("q") == [.quit])
    #expect(state.view().lines[0].contains("recorded"))
  }

  /// Once time was moved, the parts beside the picture are loaded before the next key asks for them.
  @Test func theNextPictureIsThereBeforeItsKey() throws {
    var (state, effects) = open(40_000)
    _ = run.serve(effects, to: &state, lastStep: 40_000)
    #expect(state.update(.tick(now: 1)) == [], "nothing was moved")
    var loads = 0
    for key in ["H", "H", "-", "H", "L", "+"] {
      let asked = state.type(key)
      _ = run.serve(asked, to: &state, lastStep: 40_000)
      let foreseen = state.update(.tick(now: 2))
      _ = run.serve(foreseen, to: &state, lastStep: 40_000)
      loads += foreseen.count
      #expect(state.update(.tick(now: 3)) == [], "all is there")
      for next in ["H", "L", "-", "+"] {
        var copy = state
        let missing = copy.type(next).filter { if case .load = $0 { true } else { false } }
        #expect(missing == [], "\(key), then \(next)")
      }
    }
    #expect(loads > 0)
  }

  /// The way that the picture moves is loaded first and further; what is needed meanwhile is asked for again.
  @Test func theWayOfThePictureIsForeseen() throws {
    var (state, effects) = open(40_000)
    _ = run.serve(effects, to: &state, lastStep: 40_000)
    _ = run.serve(state.type("H"), to: &state, lastStep: 40_000)
    _ = run.serve(state.update(.tick(now: 1)), to: &state, lastStep: 40_000)
    _ = run.serve(state.type("H"), to: &state, lastStep: 40_000)
    func tiles(_ effects: [Effect]) -> [TileKey] {
      effects.compactMap { if case .load(let key) = $0 { key } else { nil } }
    }
    let window = try #require(state.window)
    let foreseen = tiles(state.update(.tick(now: 2)))
    let end = foreseen.map(\.index).min()
    #expect(try #require(end) * TileKey.columns <= window.first - 3 * window.width / 2, "further back")
    #expect(foreseen.first?.level == window.level)
    #expect(state.update(.tick(now: 3)) == [], "each once")

    let asked = tiles(state.type("HHH"))
    #expect(asked.contains { foreseen.contains($0) }, "urgent now")
  }

  @Test func aCoarserPictureStandsInUntilTheFineOneComes() throws {
    var (state, effects) = openFirst(40_000, isGrowing: true)
    _ = run.serve(effects, to: &state, lastStep: 40_000)
    let asked = state.type("HH").compactMap { effect -> TileKey? in
      if case .load(let key) = effect { key } else { nil }
    }
    let fine = try #require(asked.last)
    let window = try #require(state.window)
    let layout = try #require(ScreenLayout(state))
    let column = max(fine.index * TileKey.columns, window.first)
    #expect(window.columns.contains(column))
    func cell() -> Cell { state.view()[layout.cells.x + column - window.first, layout.cells.y] }
    #expect(cell().glyph == "╌")
    var coarse = fine
    (coarse.level, coarse.index) = (fine.level + 2, fine.index / 4)
    var tile = HistoryTile(rows: Grouping.layer.rows(of: run.tensors).count)
    let place = column >> 2 % TileKey.columns
    tile[0, place] = HistoryTile.Cell(defined: 4, opposed: 4, mean: -0.5)
    _ = state.update(.loaded(coarse, tile))
    #expect(cell() == Cell(" ", Style(.dim, on: .opposed)))
    tile[0, column % TileKey.columns] = HistoryTile.Cell(defined: 1, aligned: 1, mean: 0.5)
    _ = state.update(.loaded(fine, tile))
    #expect(cell() == Cell(" ", Style(.dim, on: .aligned)))
  }

  @Test func whatCannotBeDoneIsNotOffered() throws {
    var (state, _) = open(300)
    let footer = try #require(state.view().lines.last)
    for hint in ["pause", "optimizer", "lr"] { #expect(!footer.contains(hint), "\(footer)") }
    #expect(footer.contains("figure") && footer.contains("quit"))
    state.type("?")
    #expect(!state.view().shows("another optimizer") && state.view().shows("fewer or more steps a column"))
    _ = state.update(.key(.escape))
    state.type(":")
    let commands = state.suggestions.map(\.command)
    for name in ["pause", "optimizer", "lr", "fork", "checkpoint", "schedule"] {
      #expect(!commands.contains(name), "\(name)")
    }
    #expect(commands.contains("zoom-in") && commands.contains("theme") && commands.contains("reload"))
  }

  @Test func theFilesOfTheUserAreReadAgain() {
    var (state, _) = open(300)
    #expect(state.type(",") == [.reload])
    let effects = state.update(.options(DashboardOptions(theme: .monochrome)))
    #expect(effects.contains(.setTheme(.monochrome)))
  }

  @Test func aLongRunTakesFewLoads() throws {
    var (state, effects) = open(3000, width: 240)
    _ = run.serve(effects, to: &state, lastStep: 3000)
    let loads = run.serve(state.type("0"), to: &state, lastStep: 3000)
    #expect(loads <= 4)
    let window = try #require(state.window)
    #expect(window.column(of: 1) == 0 && window.column(of: 3000) != nil)
  }
}
