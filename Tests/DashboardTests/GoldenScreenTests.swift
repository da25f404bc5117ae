import RunModel
import TerminalUI
import Testing

@testable import Dashboard

/// Whole screens, compared with pictures. Without colour verdicts are glyphs, so the pictures show them.
@Suite struct GoldenScreenTests {
  private func screen(_ width: Int, _ height: Int, _ capabilities: Capabilities) -> [String] {
    var state = TestRun().state(width: width, height: height, steps: 100, capabilities: capabilities)
    var changed = state.optimizer
    changed.rule = .momentum
    state.apply(.setOptimizer(changed), afterStep: 84)
    state.type("jjjj")
    return state.view().lines
  }

  private func lines(_ picture: String) -> [String] { picture.split(separator: "\n").map(String.init) }

  @Test func smallest() {
    #expect(screen(60, 16, Terminals.monochrome) == lines(GoldenScreens.unicode60x16))
    #expect(screen(60, 16, Terminals.ascii) == lines(GoldenScreens.ascii60x16))
  }

  @Test func classic() {
    #expect(screen(80, 24, Terminals.monochrome) == lines(GoldenScreens.unicode80x24))
    #expect(screen(80, 24, Terminals.ascii) == lines(GoldenScreens.ascii80x24))
  }

  @Test func comfortable() {
    #expect(screen(120, 40, Terminals.monochrome) == lines(GoldenScreens.unicode120x40))
    #expect(screen(120, 40, Terminals.ascii) == lines(GoldenScreens.ascii120x40))
  }

  @Test func zoomedAndLookedBack() {
    var state = run(80, 24, Terminals.monochrome)
    state.type("--b")
    for _ in 0..<2 { _ = state.update(.key(.left)) }
    #expect(state.view().lines == lines(GoldenScreens.unicodeZoomed80x24))
    state = run(60, 16, Terminals.ascii)
    state.type("-")
    #expect(state.view().lines == lines(GoldenScreens.asciiZoomed60x16))
  }

  @Test func inspected() {
    var state = run(120, 40, Terminals.monochrome)
    state.type("jjjj")
    _ = state.update(.key(.enter))
    #expect(state.view().lines == lines(GoldenScreens.unicodeInspector120x40))
    state = run(80, 24, Terminals.ascii)
    state.type("Gs")
    _ = state.update(.key(.enter))
    #expect(state.view().lines == lines(GoldenScreens.asciiInspector80x24))
  }

  /// A run of 400 steps whose optimizer was changed.
  private func run(_ width: Int, _ height: Int, _ capabilities: Capabilities) -> DashboardState {
    var state = TestRun().state(width: width, height: height, steps: 400, capabilities: capabilities)
    var changed = state.optimizer
    changed.rule = .momentum
    state.apply(.setOptimizer(changed), afterStep: 336)
    return state
  }
}
