import RunModel
import TerminalUI
import Testing

@testable import Dashboard

/// The optimizer's controls: the list of rules, the hyperparameters, and what is said about a change.
@Suite struct OptimizerTests {
  @Test func theListShowsEveryRuleOnTheSmallestScreen() {
    for capabilities in Terminals.all {
      var state = TestRun().state(width: 60, height: 16, steps: 3, capabilities: capabilities)
      state.type("o")
      for rule in OptimizerRule.allCases { #expect(state.view().shows("\(rule.shortTitle) ")) }
      for rule in OptimizerRule.allCases { #expect(state.view().shows(rule.entry.summary)) }
      #expect(state.view().shows("nothing changes"))
    }
  }

  @Test func theListPointsAtWhatIsInEffectAndStaysWithinItself() {
    var run = TestRun()
    run.configuration.optimizer = OptimizerConfiguration(rule: .adam)
    var state = run.state(steps: 3)
    state.type("o")
    #expect(state.chooser?.rule == .adam)
    state.type("kkkkkkkk")
    #expect(state.chooser?.rule == .sgd)
    _ = state.update(.key(.end))
    #expect(state.chooser?.rule == .lion)
    _ = state.update(.key(.down))
    #expect(state.chooser?.rule == .lion)
    _ = state.update(.key(.home))
    #expect(state.chooser?.rule == .sgd)
    for key in [Key.escape, .character("o"), .character("q")] {
      #expect(state.update(.key(key)) == [])
      #expect(state.chooser == nil)
      state.type("o")
    }
    _ = state.update(.training([.finished(.completed)]))
    #expect(state.chooser == nil)
  }

  @Test func whatIsInEffectIsNoChange() {
    var state = TestRun().state(steps: 3)
    #expect(state.choose("") == [])
    #expect(state.choose("LL") == [])
    #expect(state.pendingOptimizer == nil)
  }

  @Test func theListSaysWhatBecomesOfTheState() {
    var run = TestRun()
    run.configuration.optimizer = OptimizerConfiguration(rule: .adam)
    var state = run.state(steps: 3)
    for (keys, text) in [
      ("oj", "state      first and second moment kept"), ("jj", "state      first moment kept, belief fresh"),
      ("j", "state      second moment kept"), ("L", "state      second moment kept, slow weights fresh"),
    ] {
      state.type(keys)
      #expect(state.view().shows(text), "\(text)")
    }
  }

  @Test func aChangeOfTheRuleSaysWhatWasKept() {
    var run = TestRun()
    run.configuration.optimizer = OptimizerConfiguration(rule: .adam)
    var state = run.state(steps: 3)
    guard case .send(let command)? = state.choose("j").first else {
      Issue.record("a choice is sent")
      return
    }
    #expect(command == .setOptimizer(OptimizerConfiguration(rule: .adamw)))
    state.apply(command, afterStep: 3)
    #expect(state.view().shows("Adam → AdamW: first and second moment kept"))
    state.type("]")
    #expect(state.notice == nil)
    var faster = state.optimizer
    faster.learningRate = 0.1
    state.apply(.setOptimizer(faster), afterStep: 3)
    #expect(state.notice == nil, "hyperparameters alone leave the state as it is")
  }

  @Test func lookaheadIsPutAroundTheRule() {
    var state = TestRun().state(steps: 3)
    let wanted = OptimizerConfiguration(lookahead: Lookahead())
    #expect(state.choose("L") == [.send(.setOptimizer(wanted))])
    state.apply(.setOptimizer(wanted), afterStep: 3)
    #expect(state.view().shows("SGD → SGD + Lookahead: slow weights fresh"))
    #expect(state.view().shows("lookahead  5, 0.5"))
    _ = state.update(.training([.step(TestRun().record(4))]))
    #expect(state.view().shows("┆+Lookahead"))
  }

  @Test(arguments: OptimizerRule.allCases)
  func theSidebarShowsEveryHyperparameterWithItsKey(rule: OptimizerRule) {
    var run = TestRun()
    run.configuration.optimizer = OptimizerConfiguration(rule: rule)
    let state = run.state(width: 120, height: 40, steps: 3)
    let lines = state.view().lines
    for parameter in Hyperparameter.allCases {
      let number = Signs(state.capabilities).number(run.configuration.optimizer[parameter])
      let start = "││ " + parameter.title.padded(to: 11) + number
      let shown = lines.filter { $0.contains(start) }
      #expect(shown.count == (rule.hyperparameters.contains(parameter) ? 1 : 0), "\(parameter)")
      if let line = shown.first, let key = KeyMap.standard.label(of: .edit(parameter), unicode: true) {
        #expect(line.hasSuffix("\(key) │"))
      }
    }
  }

  @Test func everyHyperparameterHasAKey() {
    for parameter in Hyperparameter.allCases {
      #expect(KeyMap.standard.label(of: .edit(parameter), unicode: true) != nil)
    }
  }

  @Test func whatTheRuleDoesNotHaveIsRefusedInWords() {
    var state = TestRun().state(steps: 3)
    for (key, name) in [("m", "momentum"), ("1", "beta1"), ("2", "beta2"), ("E", "epsilon")] {
      #expect(state.type(key) == [])
      #expect(state.edit == nil)
      #expect(state.view().shows("SGD has no \(name); o takes another optimizer"))
    }
  }

  /// A short screen leaves out what is as the rule has it, and shows what is not.
  @Test func aShortSidebarShowsWhatIsOfNote() {
    var run = TestRun()
    run.configuration.optimizer = OptimizerConfiguration(rule: .adam, beta2: 0.95)
    var state = run.state(width: 80, height: 24, steps: 3)
    #expect(state.view().shows("beta2      0.95"))
    #expect(!state.view().shows("beta1"))
    state.type("1")
    #expect(state.view().shows("beta1      0.9 → ▏"))
  }

  @Test func aScheduleShowsTheRateInEffect() {
    var run = TestRun()
    run.configuration.optimizer.schedule = LearningRateSchedule(.step(every: 10, factor: 0.1), warmup: 4)
    let wide = run.state(width: 120, height: 40, steps: 25)
    #expect(wide.view().shows("lr         0.05"))
    #expect(wide.view().shows("lr now     5.00e−4"))
    #expect(wide.view().shows("schedule   step:10,0.1"))
    #expect(wide.view().shows("warm-up    4 steps"))
    let narrow = run.state(width: 60, height: 16, steps: 2)
    #expect(narrow.view().shows("SGD · lr 0.05 now 0.0250"))
  }
}
