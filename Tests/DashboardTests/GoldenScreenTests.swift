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
}
