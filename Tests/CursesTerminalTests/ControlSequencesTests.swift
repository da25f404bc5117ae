import Testing

@testable import CursesTerminal

@Suite struct ControlSequencesTests {
  @Test func restoringAnXterm() {
    let entry = [
      "rmkx": "\u{1B}[?1l\u{1B}>", "op": "\u{1B}[39;49m", "sgr0": "\u{1B}(B\u{1B}[m", "cnorm": "\u{1B}[?25h",
      "rmcup": "\u{1B}[?1049l", "clear": "\u{1B}[H\u{1B}[2J",
    ]
    #expect(
      ControlSequences.restore(mouse: true) { entry[$0] }
        == "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?1l\u{1B}>\u{1B}[39;49m\u{1B}(B\u{1B}[m\u{1B}[?25h\u{1B}[?1049l")
  }

  @Test func aTerminalWithoutAlternateScreenIsCleared() {
    let entry = ["sgr0": "\u{1B}[m\u{F}$<2>", "clear": "\u{1B}[H\u{1B}[J$<50>"]
    #expect(ControlSequences.restore(mouse: false) { entry[$0] } == "\u{1B}[m\u{F}\u{1B}[H\u{1B}[J")
  }

  @Test func paddingIsLeftOut() {
    #expect(ControlSequences.withoutPadding("a$<5>b$<1.5*/>c$<x>d") == "abc$<x>d")
  }
}
