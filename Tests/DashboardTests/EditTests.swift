import RunModel
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct EditTests {
  @Test func aNumberIsTypedAndApplied() {
    var state = TestRun().state(steps: 3)
    #expect(state.type("l1e-2") == [])
    #expect(state.view().shows("0.05 → 1e-2"))
    var wanted = OptimizerConfiguration()
    wanted.learningRate = 0.01
    #expect(state.update(.key(.enter)) == [.send(.setOptimizer(wanted))])
    #expect(state.edit == nil)
    #expect(state.view().shows("0.05 → 0.01"))
  }

  @Test func keysThatMeanSomethingElsewhereAreNotTakenForCommands() {
    var run = TestRun()
    run.configuration.optimizer = OptimizerConfiguration(rule: .momentum)
    var state = run.state(steps: 3)
    #expect(state.type("m q?0jo.5t") == [])
    #expect(state.edit?.field.text == "0.5")
    let wanted = OptimizerConfiguration(rule: .momentum, momentum: 0.5)
    #expect(state.update(.key(.enter)) == [.send(.setOptimizer(wanted))])
  }

  @Test(arguments: [
    ("l", "200", "\"200\" is no lr: give 0 to 100"),
    ("l", "-1", "\"-1\" is no lr: give 0 to 100"),
    ("m", "1", "\"1\" is no momentum: give 0 to below 1"),
    ("1", "1", "\"1\" is no beta1: give 0 to below 1"),
    ("2", "-1", "\"-1\" is no beta2: give 0 to below 1"),
    ("E", "0", "\"0\" is no epsilon: give 1e-30 to 1"),
    ("w", "101", "\"101\" is no decay: give 0 to 100"),
    ("m", "1e", "\"1e\" is no momentum: give 0 to below 1"),
  ])
  func aWrongNumberIsRefusedInPlaceAndNothingIsLost(key: String, text: String, problem: String) {
    var run = TestRun()
    run.configuration.optimizer.rule = key == "m" ? .momentum : .adam
    var state = run.state(width: 60, height: 16, steps: 3)
    state.type(key + text)
    #expect(state.update(.key(.enter)) == [])
    #expect(state.edit?.field.text == text)
    #expect(state.edit?.field.problem == problem)
    #expect(state.view().shows(problem), "narrow screens show it in the status line")
    _ = state.update(.resized(width: 80, height: 24))
    for word in problem.split(separator: " ") { #expect(state.view().shows(String(word))) }
    _ = state.update(.key(.backspace))
    #expect(state.edit?.field.problem == nil)
    #expect(state.edit?.field.text == String(text.dropLast()))
  }

  @Test func escapeAndAnEmptyNumberChangeNothing() {
    var state = TestRun().state(steps: 3)
    state.type("l9")
    #expect(state.update(.key(.escape)) == [])
    #expect(state.edit == nil)
    state.type("l")
    #expect(state.update(.key(.enter)) == [])
    #expect(state.edit == nil)
    #expect(state.pendingOptimizer == nil)
  }

  @Test func theTextIsBounded() {
    var state = TestRun().state(steps: 3)
    state.type("l" + String(repeating: "1", count: 50))
    #expect(state.edit?.field.text.count == 24)
  }

  /// Where text is typed, and what is there.
  private static let fields: [(keys: String, field: @Sendable (DashboardState) -> TextField?)] = [
    ("l", { $0.edit?.field }), ("#", { $0.prompt?.field }), ("/", { $0.prompt?.field }),
    (":", { $0.controls.palette?.field }), ("?/", { $0.controls.helpSearch.field }),
  ]

  @Test(arguments: fields.indices) func textIsTakenBackTheSameWayEverywhere(index: Int) {
    let (keys, field) = Self.fields[index]
    var state = TestRun().state(steps: 3)
    state.type(keys + "123")
    _ = state.update(.key(.backspace))
    #expect(field(state)?.text == "12")
    _ = state.update(.key(.control("w")))
    #expect(field(state)?.text == "")
    state.type("45")
    _ = state.update(.key(.control("u")))
    #expect(field(state)?.text == "")
  }

  @Test func theRestOfTheKeyboardStillLeavesAndRepaints() {
    var state = TestRun().state(steps: 3)
    state.type("l")
    #expect(state.update(.key(.control("l"))) == [.repaint])
    #expect(state.update(.key(.control("c"))) == [.send(.stop), .quit])
  }

  @Test func theEndOfTheRunClosesTheEditor() {
    var state = TestRun().state(steps: 3)
    state.type("l1")
    _ = state.update(.training([.finished(.completed)]))
    #expect(state.edit == nil)
  }
}
