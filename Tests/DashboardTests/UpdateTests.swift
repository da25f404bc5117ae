import RunModel
import Statistics
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct UpdateTests {
  let optimizer = OptimizerConfiguration()

  @Test func everyBindingOfTheTableDispatches() {
    for binding in KeyBindings.all {
      for route in binding.routes {
        #expect(KeyMap.standard.action(for: route.key, in: binding.context) == route.action, "\(route.key)")
      }
    }
  }

  @Test func noKeyIsBoundTwiceInOneContext() {
    for context in Set(KeyBindings.all.map(\.context)) {
      let keys = KeyBindings.all.filter { $0.context == context }.flatMap { $0.routes.map(\.key) }
      #expect(Set(keys).count == keys.count)
    }
  }

  @Test func spacePausesAndGoesOn() {
    var state = TestRun().state(steps: 3)
    #expect(state.type(" ") == [.send(.pause)])
    #expect(state.activity == .pausing)
    state.apply(.pause, afterStep: 3)
    #expect(state.activity == .paused)
    #expect(state.view().shows("‖ paused"))
    #expect(state.type(" ") == [.send(.resume)])
    #expect(state.activity == .resuming)
    state.apply(.resume, afterStep: 3)
    #expect(state.activity == .training)
  }

  @Test func aPauseTakenBackBeforeItIsAppliedEndsInTraining() {
    var state = TestRun().state(steps: 3)
    #expect(state.type("  ") == [.send(.pause), .send(.resume)])
    state.apply(.pause, afterStep: 4)
    state.apply(.resume, afterStep: 4)
    #expect(state.activity == .training)
  }

  @Test func theOptimizerOnTheScreenIsTheOneInEffect() {
    var state = TestRun().state(steps: 3)
    var wanted = optimizer
    wanted.rule = .momentum
    #expect(state.choose("j") == [.send(.setOptimizer(wanted))])
    #expect(state.optimizer == optimizer)
    #expect(state.view().shows("SGD → momentum"))
    state.apply(.setOptimizer(wanted), afterStep: 4)
    #expect(state.optimizer == wanted)
    #expect(state.pendingOptimizer == nil)
    #expect(state.view().shows("SGD with momentum") || state.view().shows("optimizer  momentum"))
  }

  @Test func changesBuildOnTheOneAskedForLast() {
    var state = TestRun().state(steps: 3)
    let effects = state.choose("j") + state.type("[]]")
    let rates = effects.map { effect -> Double? in
      if case .send(.setOptimizer(let configuration)) = effect { configuration.learningRate } else { nil }
    }
    #expect(rates == [0.05, 0.025, 0.05, 0.1])
    #expect(state.pendingOptimizer?.rule == .momentum)
    // The first of them comes back: the last is still waited for.
    var first = optimizer
    first.rule = .momentum
    state.apply(.setOptimizer(first), afterStep: 3)
    #expect(state.pendingOptimizer?.learningRate == 0.1)
  }

  @Test func aDoublingPastTheLimitIsRefused() {
    var run = TestRun()
    run.configuration.optimizer.learningRate = 80
    var state = run.state(steps: 3)
    #expect(state.type("]") == [])
    #expect(state.view().shows("the learning rate is 160.0; it must lie between 0 and 100"))
  }

  @Test func selectionMovesAndStaysOnTheTable() {
    var state = TestRun().state(steps: 3)
    #expect(state.selectedRow == 0)
    for (key, row) in [
      (Key.up, 0), (.down, 1), (.character("j"), 2), (.character("k"), 1), (.character("G"), 40), (.down, 40),
      (.character("g"), 0),
      (.character("G"), 40), (.character("g"), 0), (.pageDown, 23), (.pageUp, 0),
    ] {
      #expect(state.update(.key(key)) == [])
      #expect(state.selectedRow == row, "\(key)")
    }
  }

  @Test func aPageIsWhatIsSeenLessOneRow() {
    var state = TestRun().state(width: 60, height: 16, steps: 3)
    _ = state.update(.key(.pageDown))
    #expect(state.selectedRow == 8)
    #expect(state.firstVisibleRow == 0)
    _ = state.update(.key(.pageDown))
    #expect(state.selectedRow == 16)
    #expect(state.firstVisibleRow == 8)
  }

  @Test func switchingTheGroupingKeepsTheLayer() throws {
    var state = TestRun().state(steps: 3)
    state.type("jjjj")
    func name() throws -> String { try #require(state.rowSet).rows[state.selectedRow].name }
    #expect(try name() == "layer1.0.conv2")
    state.type("t")
    #expect(state.grouping == .tensor)
    #expect(try name() == "layer1.0.conv2.weight")
    state.type("jj")  // bn2.bias
    state.type("t")
    #expect(try name() == "layer1.0")
    state.type("t")
    #expect(try name() == "network")
    state.type("t")
    #expect(try name() == "layer1.0.bn2")
    state.type("t")
    #expect(try name() == "layer1.0.bn2.bias")
  }

  @Test func theMouseSelectsAndScrolls() throws {
    var state = TestRun().state(width: 80, height: 24, steps: 3)
    let layout = try #require(ScreenLayout(state))
    _ = state.update(.mouse(MouseEvent(.press, x: 30, y: layout.cells.y + 5)))
    #expect(state.selectedRow == 5)
    _ = state.update(.mouse(MouseEvent(.press, x: 79, y: 10)))
    #expect(state.selectedRow == 5, "the sidebar selects nothing")
    #expect(state.controls.isSidebarFocused)
    _ = state.update(.key(.escape))
    _ = state.update(.mouse(MouseEvent(.scrollDown, x: 0, y: 0)))
    #expect(state.selectedRow == 6)
    _ = state.update(.mouse(MouseEvent(.scrollUp, x: 0, y: 0)))
    #expect(state.selectedRow == 5)
  }

  @Test func aSecondClickOnALineOfTwoRowsTakesTheOther() throws {
    var state = TestRun().state(width: 120, height: 40, steps: 3)
    state.type("a")
    let layout = try #require(ScreenLayout(state))
    #expect(layout.rows.rowsPerLine == 2)
    for row in [6, 7, 6] {
      _ = state.update(.mouse(MouseEvent(.press, x: 5, y: layout.cells.y + 3)))
      #expect(state.selectedRow == row)
    }
  }

  @Test func theMouseLeavesTheListOfOptimizersAlone() {
    var state = TestRun().state(steps: 3)
    state.type("o")
    _ = state.update(.mouse(MouseEvent(.scrollDown, x: 5, y: 5)))
    #expect(state.selectedRow == 0)
  }

  @Test func helpOpensAndCloses() {
    var state = TestRun().state(steps: 3)
    state.type("?")
    #expect(state.isHelpOpen)
    #expect(state.type("o") == [], "other keys do nothing while the help is open")
    for key in [Key.character("?"), .escape] {
      _ = state.update(.key(key))
      #expect(!state.isHelpOpen)
      state.type("?")
    }
  }

  @Test func theHelpShowsEveryLineOfTheTableOnTheSmallestScreen() {
    for capabilities in Terminals.all {
      var state = TestRun().state(width: 60, height: 16, steps: 3, capabilities: capabilities)
      state.type("?")
      var seen = ""
      for _ in 0..<60 {
        seen += state.view().lines.joined(separator: "\n")
        _ = state.update(.key(.down))
      }
      for binding in KeyBindings.all where binding.context == .main && !binding.help.isEmpty {
        #expect(seen.contains(binding.help.prefix(30).trimmingSuffix()), "\(binding.help)")
      }
    }
  }

  @Test func repaintAndQuit() {
    var state = TestRun().state(steps: 3)
    #expect(state.update(.key(.control("l"))) == [.repaint])
    #expect(state.type("q") == [.send(.stop), .quit])
    #expect(state.update(.key(.control("c"))) == [.send(.stop), .quit])
    _ = state.update(.training([.finished(.completed)]))
    #expect(state.type("q") == [.quit])
  }

  @Test func commandsBeforeTheStartAndAfterTheEndAreRefusedInWords() {
    var early = DashboardState(
      configuration: RunConfiguration(), capabilities: Terminals.colors, width: 80, height: 24)
    #expect(early.type(" ol]") == [])
    #expect(early.view().shows("training has not begun yet"))
    #expect(early.view().shows("preparing ResNet-18 …"))

    var late = TestRun().state(steps: 3)
    _ = late.update(.training([.finished(.stopped)]))
    #expect(late.type(" om[") == [])
    #expect(late.view().shows("training is over"))
    _ = late.update(.tick(now: 2000))
    _ = late.update(.tick(now: 2005))
    #expect(!late.view().shows("training is over"), "a notice goes away")
  }

  @Test func aFailureIsSaidAndCanBePutAway() {
    var state = TestRun().state(width: 60, height: 16, steps: 3)
    let sentence = "the loss at step 3 is not a number; start again with a smaller learning rate"
    _ = state.update(.training([.finished(.failed(sentence))]))
    #expect(state.view().shows("✗ failed"))
    #expect(state.view().shows("the loss at step 3 is not a number"))
    _ = state.update(.key(.escape))
    #expect(!state.view().shows("the loss at step 3"))
    #expect(state.view().shows("✗ failed"))
  }

  @Test func pausesAreNotElapsedTime() throws {
    var state = TestRun().state(steps: 3)
    let before = try #require(state.elapsed)
    let now = try #require(state.now)
    state.apply(.pause, afterStep: 3)
    _ = state.update(.tick(now: now + 100))
    #expect(state.elapsed == before)
    state.apply(.resume, afterStep: 3)
    _ = state.update(.tick(now: now + 107))
    #expect(state.elapsed == before + 7)
    state.apply(.pause, afterStep: 3)
    _ = state.update(.training([.finished(.stopped)]))
    for later in [200.0, 300] { _ = state.update(.tick(now: now + later)) }
    #expect(state.elapsed == before + 7, "a run that was stopped in a pause")
  }

  @Test func elapsedTimeStandsStillAtTheEnd() {
    var state = TestRun().state(steps: 3)
    #expect(state.elapsed == 754)
    _ = state.update(.training([.finished(.completed)]))
    _ = state.update(.tick(now: 9999))
    #expect(state.elapsed == 754)
  }
}

extension Substring {
  fileprivate func trimmingSuffix() -> String {
    var text = String(self)
    while text.last == " " { text.removeLast() }
    return text
  }
}
