import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct TestSwitchTests {
  let run = TestRun()

  @Test func theTestInForceIsAlwaysOnScreen() throws {
    for (width, height) in [(60, 16), (80, 24), (120, 40), (240, 70)] {
      var state = run.state(width: width, height: height, steps: 50)
      for test in [DriftTest.paper, .exact, .signFlip, .discovery, .paper] {
        #expect(state.rule.test == test)
        #expect(state.view().lines[1].contains(test.title), "\(width) × \(height)")
        state.type("b")
      }
    }
  }

  @Test func cellsAndSharesAreThoseOfTheTestInForce() throws {
    var state = run.state(width: 120, height: 60, steps: 60)
    let layout = try #require(ScreenLayout(state))
    let rows = Grouping.layer.rows(of: run.tensors)
    for test in DriftTest.allCases {
      while state.rule.test != test { state.type("b") }
      let prepared = PreparedTest(rule: TestRule(test), parameters: rows.map(\.parameters))
      var counts = Array(repeating: VerdictCounts(), count: rows.count)
      let screen = state.view()
      for step in 1...60 {
        let pairs = run.pairs(rows, step: step)
        for (row, verdict) in prepared.verdicts(pairs).enumerated() {
          counts[row].add(verdict: verdict, cosine: pairs[row].cosine)
          let window = try #require(state.window)
          guard let column = window.column(of: step) else { continue }
          let cell = screen[layout.cells.x + column, layout.cells.y + row]
          #expect(cell.style.background == HeatmapInk.role(verdict))
        }
      }
      for row in rows.indices { #expect(state.shares(ofRow: row)?.nonRandom == counts[row].nonRandomShare) }
    }
  }

  @Test func aLevelIsTypedAndRefusedInPlace() throws {
    var state = run.state(width: 120, height: 40, steps: 60)
    state.type("bB2")
    _ = state.update(.key(.enter))
    #expect(state.view().shows("\"2\" is no level: give usual, or above 0 and below 1"))
    _ = state.update(.key(.backspace))
    state.type("0.25")
    _ = state.update(.key(.enter))
    #expect(state.rule == TestRule(.exact, level: 0.25))
    #expect(state.view().shows("exact · ε 0.25"))
    let counts = try #require(state.history?.track(state.rule, on: .gradient)).counts(.layer)
    #expect(state.shares(ofRow: 3)?.nonRandom == counts[3].nonRandomShare)
    state.type("bbbb")
    #expect(state.rule == TestRule(.exact, level: 0.25), "each test keeps its level")
    state.type("B")
    _ = state.update(.key(.enter))
    #expect(state.rule == TestRule(.exact), "nothing is the usual level")
  }

  @Test func anInitialRuleIsInForceFromTheStart() {
    let rule = TestRule(.signFlip, level: 0.01)
    var state = DashboardState(
      configuration: RunConfiguration(), capabilities: Terminals.colors, width: 120, height: 40, rule: rule)
    _ = state.update(.training([.started(run.description), .step(run.record(1)), .step(run.record(2))]))
    #expect(state.view().shows("sign-flip · ε 0.01"))
    #expect(state.shares(ofRow: 0)?.defined == 1)
  }

  @Test func disagreementIsMarked() throws {
    var state = run.state(width: 120, height: 60, steps: 30)
    state.type("d")
    let layout = try #require(ScreenLayout(state))
    let rows = Grouping.layer.rows(of: run.tensors)
    let screen = state.view()
    let tests = [DriftTest.paper, .exact].map {
      PreparedTest(rule: TestRule($0), parameters: rows.map(\.parameters))
    }
    var disagreements = 0
    for step in 2...30 {
      let pairs = run.pairs(rows, step: step)
      let (paper, exact) = (tests[0].verdicts(pairs), tests[1].verdicts(pairs))
      for row in rows.indices {
        let isMarked = screen[layout.cells.x + step - 1, layout.cells.y + row].style.background == .mark
        #expect(isMarked == (paper[row] != exact[row]))
        disagreements += isMarked ? 1 : 0
      }
    }
    #expect(disagreements > 0)
    #expect(screen.shows("paper and exact agree"))
  }

  @Test func quantitiesThatAreNotRecordedAreRefused() {
    var state = run.state(steps: 5)
    state.type("V")
    #expect(state.view().shows("only the gradient is recorded in this run"))
  }

  @Test func recordedQuantitiesAreShown() throws {
    var other = run
    other.configuration.recorded = RecordedQuantities(quantities: [.descent])
    var state = other.state(width: 120, height: 60, steps: 0)
    var record = run.record(1)
    record.others = [
      QuantitySums(
        .descent,
        sums: run.tensors.map { _ in PairSums(dot: -1, squaredNorm: 1, otherSquaredNorm: 1, cross: 1) })
    ]
    _ = state.update(.training([.step(record)]))
    state.type("V")
    let layout = try #require(ScreenLayout(state))
    #expect(state.view()[layout.cells.x, layout.cells.y].style.background == .opposed)
    #expect(state.view().shows("cos(gₜ, uₜ)"))
    #expect(state.view().shows("−1.00"))
  }
}
