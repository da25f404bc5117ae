import RunModel
import TerminalUI
import Testing

@testable import Dashboard

/// The box about what was not finite, and the keys that count while it matters.
@Suite struct DivergenceBoxTests {
  private let divergence = Divergence(
    step: 3, loss: nil, gradientLayer: "fc", outputLayer: "layer2.0.conv1", restorableStep: 0)

  private func state(
    width: Int = 80, height: Int = 24, capabilities: Capabilities = Terminals.colors
  ) -> DashboardState {
    var state = TestRun().state(width: width, height: height, steps: 3, capabilities: capabilities)
    _ = state.update(.training([.diverged(divergence)]))
    return state
  }

  /// The lines of the picture that hold the box, cut to it.
  private func box(_ state: DashboardState, corner: Character) throws -> [String] {
    let lines = state.view().lines
    let top = try #require(lines.firstIndex { $0.contains("paused") && $0.contains("not a finite number") })
    let line = Array(lines[top])
    let title = try #require(lines[top].range(of: " paused"))
    let column = lines[top].distance(from: lines[top].startIndex, to: title.lowerBound) - 1
    #expect(line[column] == corner)
    return lines[top..<top + 9].map { line in
      var text = String(Array(line)[column..<min(line.count, column + 68)])
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  @Test func saysWhatHappenedAndWhatCanBeDone() throws {
    #expect(
      try box(state(), corner: "┌") == [
        "┌ paused – not a finite number ────────────────────────────────────┐",
        "│ the loss is not finite at step 3: the first output in            │",
        "│ layer2.0.conv1, the first gradient, from the loss backwards, in  │",
        "│ fc                                                               │",
        "│                                                                  │",
        "│ [      halve the learning rate, now 0.05                         │",
        "│ W      take the last good weights back: the initial weights      │",
        "│ space  go on with the weights as they are                        │",
        "└──────────────────────────────────────────── Esc closes – q quits ┘",
      ])
    #expect(
      try box(state(capabilities: Terminals.ascii), corner: "+").first
        == "+ paused - not a finite number ------------------------------------+")
  }

  @Test func hasRoomOnTheSmallestScreen() {
    for capabilities in Terminals.all {
      let screen = state(width: 60, height: 16, capabilities: capabilities).view()
      for text in [
        "the loss is not finite at step 3", "halve the learning rate", "take the last good weights back",
        "go on with the weights", "Esc closes",
      ] { #expect(screen.shows(text), "\(text)") }
    }
  }

  @Test func theFooterShowsItsKeysAndTheHeaderThePause() {
    var state = state()
    #expect(state.activity == .paused)
    #expect(state.view().lines.last == " [ halve lr · W weights back · space go on · q quit")
    _ = state.update(.key(.escape))
    #expect(!state.view().shows("not a finite number"))
    #expect(state.view().lines.last == " [ halve lr · W weights back · space go on · q quit")
    #expect(state.view().shows("‖ paused"))
  }

  @Test func aLowerRateTheWeightsBackAndOn() {
    var state = state()
    var slower = state.optimizer
    slower.learningRate = 0.025
    #expect(state.type("[") == [.send(.setOptimizer(slower))])
    #expect(state.view().shows("halve the learning rate, now 0.025"))
    state.apply(.setOptimizer(slower), afterStep: 3)
    #expect(state.divergence == divergence, "a lower rate alone is not the end of it")
    #expect(state.type("W") == [.send(.restoreWeights(ofStep: 0))])
    state.apply(.restoreWeights(ofStep: 0), afterStep: 3)
    #expect(state.divergence == nil)
    #expect(state.activity == .paused)
    #expect(state.view().shows("the initial weights are back"))
    #expect(state.type("W") == [], "the key counts only where something was not finite")
    #expect(state.type(" ") == [.send(.resume)])
    state.apply(.resume, afterStep: 3)
    #expect(state.activity == .training)
    #expect(state.marks.map { $0.text(Signs(Terminals.colors)) } == ["weights of 0 lr 0.05→0.025"])
  }

  @Test func goingOnPutsTheBoxAwayAndTheNextBringsItBack() {
    var state = state()
    _ = state.update(.key(.escape))
    #expect(state.type(" ") == [.send(.resume)])
    state.apply(.resume, afterStep: 3)
    #expect(state.divergence == nil && state.context == .main)
    var next = divergence
    next.step = 4
    _ = state.update(.training([.step(TestRun().record(4)), .diverged(next)]))
    #expect(state.view().shows("the loss is not finite at step 4"))
  }

  @Test func theOtherKeysCountAsEver() {
    var state = state()
    state.type("jj")
    #expect(state.selectedRow == 2)
    state.type("l0.01")
    #expect(state.context == .edit)
    _ = state.update(.key(.enter))
    #expect(state.pendingOptimizer?.learningRate == 0.01)
    #expect(state.type("q") == [.send(.stop), .quit])
  }

  @Test func aMarkOfTheWeightsAloneStays() {
    var state = state()
    let start = state.optimizer
    state.apply(.restoreWeights(ofStep: 0), afterStep: 3)
    var other = start
    other.learningRate = 1
    state.apply(.setOptimizer(other), afterStep: 3)
    state.apply(.setOptimizer(start), afterStep: 3)
    #expect(state.marks.map { $0.text(Signs(Terminals.colors)) } == ["weights of 0"])
  }
}
