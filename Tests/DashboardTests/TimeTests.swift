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
          Verdict(cosine: run.record($0).pair(.gradient, of: layer)?.cosine, bound: bound)
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
    #expect(state.prompt?.text == "123", "what cannot be a part of a number is not taken")
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
    #expect(screen.shows("p          " + signs.probability(log10: logP / 2.302585092994046)))
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
    state.type("r")
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
        let verdict = Verdict(cosine: run.record(step).pair(.gradient, of: layer)?.cosine, bound: bound)
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
        let pairs = try rows.map { try #require(run.record(step).pair(.gradient, of: $0)) }
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
    #expect(state.view().shows("the level of a test lies between 0 and 1"))
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
      let pairs = try rows.map { try #require(run.record(step).pair(.gradient, of: $0)) }
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

@Suite struct InspectorTests {
  let run = TestRun()

  @Test func enterGivesTheLayerTheWholeScreenAndEscTakesItBack() {
    var state = run.state(width: 120, height: 40, steps: 300)
    _ = state.update(.key(.enter))
    #expect(state.isInspecting)
    let screen = state.view()
    for text in ["cos of 256 steps", "norms", "noise scale", "drift", "runs", "conv1", "Esc back"] {
      #expect(screen.shows(text), "\(text)")
    }
    #expect(!screen.shows("layers × steps"))
    state.type("jb")
    #expect(state.selectedRow == 1)
    #expect(state.view().shows("exact · ε 1/n"))
    _ = state.update(.key(.escape))
    #expect(state.view().shows("layers × steps"))
  }

  @Test func theHistogramCountsEveryCosineOnce() {
    let cosines = [-0.5, -0.49, 0, 0.1, 0.5]
    #expect(CosineHistogram.bins(cosines, count: 10, reach: 0.5) == [2, 0, 0, 0, 0, 1, 1, 0, 0, 1])
  }

  @Test func theNullsExpectationAddsUpToAllCosines() {
    for n in [10, 100, 4000] {
      let expected = CosineHistogram.expected(total: 500, n: n, count: 400, reach: 1)
      #expect(abs(expected.reduce(0, +) - 500) < 5, "n = \(n)")
    }
  }

  @Test func aControlSaysItsFalseAlarmsBesideTheClaim() {
    var noisy = run
    noisy.tensors.append(TensorDescription(name: "control", shape: [1000], isControl: true))
    var state = noisy.state(width: 120, height: 60, steps: 50)
    state.type("G")
    #expect(state.view().shows("claimed    0.00100 at most"))
    _ = state.update(.key(.enter))
    #expect(state.view().shows("claimed      0.00100 at most"))
    #expect(state.view().shows("false alarms "))
  }

  @Test func lagsAreAveragedOverSteps() throws {
    var lagged = run
    lagged.configuration.recorded = RecordedQuantities(lags: true)
    var state = lagged.state(width: 120, height: 60, steps: 0)
    for step in 1...20 {
      var record = run.record(step)
      // |g|² is 0.04 in every tensor: a cosine of 0.5 at lag 2, nothing else known.
      let dots = run.tensors.flatMap { _ in LagDots.lags.map { $0 == 2 && step > 2 ? 0.02 : Double.nan } }
      record.lags = LagDots(dots: dots)
      _ = state.update(.training([.step(record)]))
    }
    let profile = try #require(state.lagProfile(ofRow: 0))
    #expect(profile[0] == nil)
    #expect(abs(try #require(profile[1]) - 0.5) < 1e-6)
    _ = state.update(.key(.enter))
    #expect(state.view().shows("2:+0.50"))
  }

  @Test func everySizeIsDrawn() {
    for capabilities in Terminals.all {
      var state = run.state(steps: 300, capabilities: capabilities)
      _ = state.update(.key(.enter))
      for (width, height) in [(59, 15), (60, 16), (80, 24), (109, 30), (110, 30), (240, 70)] {
        _ = state.update(.resized(width: width, height: height))
        #expect(state.view().width == width)
      }
    }
  }
}
