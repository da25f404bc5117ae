import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

/// What the screen says about a layer and about what keys did.
@Suite struct ReadingTests {
  let run = TestRun()

  @Test func thePValueIsThatOfTheTestInForce() throws {
    var state = run.state(width: 120, height: 40, steps: 30)
    state.type("jj")
    let signs = Signs(Terminals.colors)
    let row = Grouping.layer.rows(of: run.tensors)[2]
    let pair = try #require(run.record(30).pair(.gradient, of: row))
    let exact =
      ExactNull.logP(cosine: try #require(pair.cosine), parameters: row.parameters) / 2.302585092994046
    #expect(state.view().shows("p exact    \(signs.probability(log10: exact))"))
    while state.rule.test != .signFlip { state.type("b") }
    let bound = SignFlip.logP(z: try #require(SignFlip.z(pair))) / 2.302585092994046
    #expect(state.view().shows("p at most  \(signs.probability(log10: bound))"))
  }

  @Test func thePValueIsSaidOnEveryScreen() {
    for (width, height) in [(60, 20), (80, 24), (100, 30), (120, 40), (240, 70)] {
      let state = run.state(width: width, height: height, steps: 30)
      #expect(state.view().shows(width < 80 ? " · p " : "p exact "), "\(width) × \(height)")
    }
  }

  @Test func otherTestsStandUnderATitle() {
    var state = run.state(width: 120, height: 40, steps: 30)
    _ = state.update(.key(.left))
    let lines = state.view().lines
    let title = lines.firstIndex { $0.contains("by other tests") } ?? 0
    #expect(lines[title + 1].contains("exact ") && lines[title + 3].contains("discovery "))
  }

  @Test func theBandReachesAsFarBelowZeroAsAboveIt() throws {
    for row in [0, 8, 20, 40] {
      var state = run.state(width: 120, height: 60, steps: 1)
      for _ in 0..<row { state.type("j") }
      let curve = try #require(ScreenLayout(state)?.curve)
      let screen = state.view()
      // The last column has only the band: its dots from the top.
      let x = try #require(ScreenLayout(state)).cells.maxX - 1
      let dots = (curve.y + 1..<curve.maxY - 1).flatMap { y -> [Bool] in
        let bits = screen[x, y].glyph.unicodeScalars.first.map { Int($0.value) - 0x2800 } ?? 0
        let pattern = (0..<256).contains(bits) ? bits : 0
        return [0x09, 0x12, 0x24, 0xC0].map { pattern & $0 != 0 }
      }
      let drawn = dots.indices.filter { dots[$0] }
      let zero = try #require(
        dots.indices.first { index in
          let (line, dot) = (curve.y + 1 + index / 4, index % 4)
          let bits = screen[x, line].glyph.unicodeScalars.first.map { Int($0.value) - 0x2800 } ?? 0
          return (0..<256).contains(bits)
            && bits & [0x09, 0x12, 0x24, 0xC0][dot] == [0x09, 0x12, 0x24, 0xC0][dot]
        })
      #expect(zero - (drawn.first ?? 0) == (drawn.last ?? 0) - zero, "row \(row)")
    }
  }

  @Test func aStepThatIsLookedAtIsSaidInTheFirstLine() {
    for (width, height) in [(60, 16), (80, 24), (120, 40)] {
      var state = run.state(width: width, height: height, steps: 90)
      #expect(!state.view().lines[0].contains("follows"))
      _ = state.update(.key(.left))
      #expect(state.view().lines[0].contains("step 89 of 90 · f follows"))
      _ = state.update(.key(.tab))
      #expect(state.view().lines[0].contains("step 89 of 90 · f follows"), "also beside the controls")
    }
  }

  @Test func whatCannotBeTypedIsSaid() {
    var state = run.state(steps: 3)
    state.type("lx")
    #expect(state.edit?.field.text == "" && state.view().shows("\"x\" is no part of a number"))
    state.type("1")
    #expect(state.edit?.field.text == "1" && state.edit?.field.problem == nil)
  }

  @Test func theFooterSaysWhenAValueCounts() {
    var state = run.state(steps: 3)
    state.type("l")
    #expect(state.view().lines.last?.contains("Enter apply from the next step on") == true)
    _ = state.update(.key(.escape))
    state.controls.selected = .level
    _ = state.update(.key(.tab))
    _ = state.update(.key(.enter))
    #expect(state.view().lines.last?.contains("Enter apply at once") == true)
  }

  @Test func theEndOfARangeIsSaid() {
    var state = run.state(steps: 3)
    state.controls.selected = .level
    _ = state.update(.key(.tab))
    _ = state.update(.key(.left))
    #expect(state.view().shows("level goes no further than usual"))
    _ = state.update(.key(.right))
    #expect(state.rule.level == 1e-6)
  }

  @Test func anotherTestsLevelIsSaid() {
    var state = run.state(steps: 3)
    state.type("B0.05")
    _ = state.update(.key(.enter))
    state.type("b")
    #expect(state.view().shows("now exact · ε 1/n; every test has a level of its own"))
    state.type("b")
    #expect(state.notice == nil, "both are as usual")
  }

  @Test func whatWasUndoneIsSaid() {
    var state = run.state(steps: 3)
    state.type("rru")
    #expect(state.view().shows("undone: order aligned → share"))
  }

  @Test func keysThatDoNothingSaySo() {
    var state = run.state(steps: 3)
    _ = state.update(.key(.function(6)))
    #expect(state.view().shows("f6 does nothing here; ? lists the keys"))
  }

  @Test func disagreementIsCounted() {
    var state = run.state(width: 120, height: 40, steps: 30)
    state.type("d")
    #expect(state.view().shows("cells differ") || state.view().shows("no cell differs"))
    let tests = [DriftTest.paper, .exact].map {
      PreparedTest(rule: TestRule($0), parameters: Grouping.layer.rows(of: run.tensors).map(\.parameters))
    }
    let differing = (2...30).reduce(0) { count, step in
      let pairs = run.pairs(Grouping.layer.rows(of: run.tensors), step: step)
      return count + zip(tests[0].verdicts(pairs), tests[1].verdicts(pairs)).count { $0 != $1 }
    }
    #expect(state.view().shows("\(differing) of 1,189 cells differ"))
  }

  @Test func valuesAreWrittenInOneWay() {
    var adam = run
    adam.configuration.optimizer = OptimizerConfiguration(rule: .adam)
    var state = adam.state(width: 120, height: 40, steps: 3)
    #expect(state.view().shows("Adam") && state.view().shows("1e−8"))
    _ = state.update(.key(.tab))
    #expect(state.view().shows("optimizer  Adam") && state.view().shows("epsilon    1e−8"))
    _ = state.update(.key(.enter))
    #expect(state.view().shows("Lookahead"), "the same list as that of its key")
  }

  @Test func theLevelIsExplainedInFull() {
    var state = run.state(width: 120, height: 40, steps: 3)
    state.controls.selected = .level
    _ = state.update(.key(.tab))
    let words = state.view().lines.map { $0.dropFirst(89) }.joined(separator: " ")
      .split { !$0.isLetter }.joined(separator: " ")
    #expect(words.contains("false alarms of a cell that the paper claims the true rate is higher"))
  }

  @Test func tooSmallATerminalIsToldInFull() {
    let state = run.state(width: 20, height: 5, steps: 3)
    let words = state.view().lines.joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(words == "layertop needs 60 × 16; this is 20 × 5")
  }
}

/// What a press on a label does.
@Suite struct LabelPressTests {
  @Test func theKeysOfTheLastLineCanBePressed() throws {
    var state = TestRun().state(width: 120, height: 40, steps: 3)
    let footer = try #require(state.view().lines.last)
    let x = footer.distance(
      from: footer.startIndex, to: try #require(footer.firstRange(of: "help")).lowerBound)
    _ = state.update(.mouse(MouseEvent(.press, x: x, y: 39)))
    #expect(state.isHelpOpen)
  }

  @Test func theLabelOfABoxAndAPressBesideItCloseIt() throws {
    for key in ["?", "c", "o", "v", ":"] {
      var state = TestRun().state(width: 120, height: 40, steps: 3)
      state.type(key)
      #expect(state.context != .main)
      let screen = state.view()
      let y = try #require(screen.lines.firstIndex { $0.contains("Esc closes") })
      let line = screen.lines[y]
      let x = line.distance(
        from: line.startIndex, to: try #require(line.firstRange(of: "Esc closes")).lowerBound)
      var pressed = state
      _ = pressed.update(.mouse(MouseEvent(.press, x: x + 2, y: y)))
      #expect(pressed.context == .main, "\(key)")
      _ = state.update(.mouse(MouseEvent(.press, x: 0, y: 0)))
      #expect(state.context == .main, "\(key)")
    }
  }

  @Test func aRuleIsPointedAtAndTaken() {
    var state = TestRun().state(width: 120, height: 40, steps: 3)
    state.type("o")
    _ = state.update(.mouse(MouseEvent(.press, x: 70, y: 5)))
    #expect(state.chooser?.rule == .adam)
    let effects = state.update(.mouse(MouseEvent(.press, x: 70, y: 5)))
    #expect(effects == [.send(.setOptimizer(state.pendingOptimizer ?? state.optimizer))])
    #expect(state.pendingOptimizer?.rule == .adam)
  }
}
