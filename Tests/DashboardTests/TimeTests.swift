import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct TimeTests {
  let run = TestRun()

  @Test func zoomingOutDoublesTheStepsOfAColumnUpToTheWholeRun() throws {
    var state = run.state(width: 80, height: 24, steps: 150)
    let width = try #require(state.window).width
    #expect(try #require(state.window).level == 0)
    var levels: [Int] = []
    for _ in 0..<6 {
      state.type("-")
      levels.append(try #require(state.window).level)
    }
    let whole = TimeView.level(holding: 150, width: width)
    #expect(levels == (1...6).map { min($0, whole) })
    #expect(state.view().shows("this is the whole run"))
    state.type("+")
    #expect(try #require(state.window).level == whole - 1)
  }

  @Test func aZoomedCellShowsTheFractionsOfItsSteps() throws {
    var state = run.state(width: 120, height: 60, steps: 400)
    state.type("---")
    let layout = try #require(ScreenLayout(state))
    let rows = Grouping.layer.rows(of: run.tensors)
    let screen = state.view()
    for (row, layer) in rows.enumerated() {
      let bound = PaperBound.threshold(parameters: layer.parameters)
      for column in 0..<50 {
        let verdicts = (1 + 8 * column..<9 + 8 * column).filter { $0 > 1 }.map {
          Verdict(cosine: run.pairs([layer], step: $0)[0].cosine, bound: bound)
        }
        func eighths(_ verdict: Verdict) -> Int {
          Int((8 * Double(verdicts.count { $0 == verdict }) / Double(verdicts.count)).rounded())
        }
        let (aligned, opposed) = (eighths(.aligned), eighths(.opposed))
        let style = screen[layout.cells.x + column, layout.cells.y + row].style
        if aligned == 8 || opposed == 8 {
          #expect(style.background == (aligned == 8 ? .aligned : .opposed) && style.backgroundBlend == nil)
        } else {
          #expect(style.background == .random)
          let blend = aligned + opposed > 0 ? Blend(.aligned, aligned, .opposed, opposed) : nil
          #expect(style.backgroundBlend == blend)
        }
      }
    }
  }

  @Test func theWholeRunStaysInThePicture() throws {
    var state = run.state(width: 80, height: 24, steps: 10)
    state.type("0")
    for step in 11...400 {
      _ = state.update(.training([.step(run.record(step))]))
      let window = try #require(state.window)
      #expect(window.first == 0)
      #expect(window.column(of: step) != nil)
    }
    state.type("f")
    #expect(state.time.follows)
  }

  @Test func theCursorMovesByColumnsAndHoldsThePicture() throws {
    var state = run.state(width: 80, height: 24, steps: 100)
    let first = try #require(state.window).first
    _ = state.update(.key(.left))
    #expect(state.lookedAt == 99)
    #expect(state.view().shows("cos at 99") || state.view().shows("▲99"))
    for step in 101...160 { _ = state.update(.training([.step(run.record(step))])) }
    #expect(state.lookedAt == 99)
    #expect(try #require(state.window).first == first)
    _ = state.update(.key(.home))
    #expect(state.lookedAt == 1)
    #expect(try #require(state.window).first == 0)
    _ = state.update(.key(.end))
    #expect(state.time.follows)
    #expect(state.lookedAt == 160)
    _ = state.update(.key(.left))
    _ = state.update(.key(.right))
    _ = state.update(.key(.right))
    #expect(state.time.follows, "past the newest step it follows again")
  }

  @Test func aPageIsHalfAPictureAndTheCursorKeepsItsPlace() throws {
    var state = run.state(width: 80, height: 24, steps: 300)
    let before = try #require(state.window)
    state.type("H")
    let after = try #require(state.window)
    #expect(after.first == before.first - before.width / 2)
    #expect(state.lookedAt == 300 - before.width / 2)
    for _ in 0..<40 { state.type("H") }
    #expect(try #require(state.window).first == 0)
    for _ in 0..<60 { state.type("L") }
    #expect(state.lookedAt <= 300)
    #expect(try #require(state.window).column(of: state.lookedAt) != nil)
  }

  @Test func aTypedStepIsLookedAt() throws {
    var state = run.state(width: 80, height: 24, steps: 300)
    state.type("#12x3")
    #expect(state.prompt?.field.text == "123", "what cannot be a part of a number is not taken")
    _ = state.update(.key(.enter))
    #expect(state.lookedAt == 123)
    #expect(try #require(state.window).column(of: 123) != nil)
    state.type("#301")
    _ = state.update(.key(.enter))
    #expect(state.view().shows("step 301 is not there; the run has the steps 1 to 300"))
    _ = state.update(.key(.escape))
    #expect(state.lookedAt == 123)
    _ = state.update(.key(.escape))
    #expect(state.time.follows, "Esc takes the cursor back")
  }

  @Test func theCursorJumpsFromCommandToCommand() throws {
    var state = run.state(width: 80, height: 24, steps: 300)
    var changed = state.optimizer
    for (rate, step) in [(0.1, 50), (0.2, 200)] {
      changed.learningRate = rate
      state.apply(.setOptimizer(changed), afterStep: step)
    }
    var visited: [Int] = []
    for key in ["{", "{", "{", "}", "}"] {
      state.type(key)
      visited.append(state.lookedAt)
    }
    #expect(visited == [201, 51, 51, 201, 201])
  }

  @Test func theCellUnderTheCursorIsSaidExactly() throws {
    var state = run.state(width: 120, height: 60, steps: 100)
    state.type("Gjjj#40")
    _ = state.update(.key(.enter))
    let rows = Grouping.layer.rows(of: run.tensors)
    let pair = try #require(run.record(40).pair(.gradient, of: rows[40]))
    let signs = Signs(Terminals.colors)
    let screen = state.view()
    #expect(screen.shows("cos        " + signs.fixed(try #require(pair.cosine), decimals: 4, signed: true)))
    let logP = ExactNull.logP(cosine: try #require(pair.cosine), parameters: rows[40].parameters)
    #expect(screen.shows("p exact    " + signs.probability(log10: logP / 2.302585092994046)))
    #expect(screen.shows("at step    40"))
    #expect(screen.shows("exact      "))
    #expect(screen.shows("▲40"))
  }

  @Test func epochsAreMarked() {
    var state = run.state(width: 200, height: 40, steps: 0)
    for step in 460...480 { _ = state.update(.training([.step(run.record(step))])) }
    #expect(state.marks == [TimeMark(step: 469, event: .epoch(2))])
    #expect(state.view().shows("┆epoch 2"))
  }

  @Test func probabilitiesFarBelowTheLeastNumberAreSaid() {
    let signs = Signs(Terminals.colors)
    #expect(signs.probability(log10: 0) == "1.00")
    #expect(signs.probability(log10: -1) == "0.100")
    #expect(signs.probability(log10: -700.5) == "3.2e−701")
    #expect(signs.probability(log10: -5.0000001) == "1.0e−5")
  }
}
