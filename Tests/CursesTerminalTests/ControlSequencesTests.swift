import Testing

@testable import CursesTerminal

@Suite struct ControlSequencesTests {
  @Test func restoringAnXterm() {
    let entry = [
      "rmkx": "\u{1B}[?1l\u{1B}>", "op": "\u{1B}[39;49m", "sgr0": "\u{1B}(B\u{1B}[m", "cnorm": "\u{1B}[?25h",
      "rmcup": "\u{1B}[?1049l", "clear": "\u{1B}[H\u{1B}[2J",
    ]
    #expect(
      ControlSequences.restore(mouse: true, title: true) { entry[$0] }
        == "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[23;2t\u{1B}[?1l\u{1B}>\u{1B}[39;49m\u{1B}(B\u{1B}[m\u{1B}[?25h\u{1B}[?1049l"
    )
  }

  @Test func aTerminalWithoutAlternateScreenIsCleared() {
    let entry = ["sgr0": "\u{1B}[m\u{F}$<2>", "clear": "\u{1B}[H\u{1B}[J$<50>"]
    #expect(ControlSequences.restore(mouse: false) { entry[$0] } == "\u{1B}[m\u{F}\u{1B}[H\u{1B}[J")
  }

  @Test func aTitleCannotEndItsSequence() {
    #expect(ControlSequences.title("a\u{07}b\u{1B}[2J · ü") == "\u{1B}]2;ab[2J · ü\u{07}")
  }

  @Test func copiesAreEncoded() {
    #expect(ControlSequences.copy("cos −1") == "\u{1B}]52;c;Y29zIOKIkjE=\u{07}")
  }

  @Test func paddingIsLeftOut() {
    #expect(ControlSequences.withoutPadding("a$<5>b$<1.5*/>c$<x>d") == "abc$<x>d")
  }
}
