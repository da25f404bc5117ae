import CNCurses
import TerminalUI
import Testing

@testable import CursesTerminal

@Suite struct KeyDecoderTests {
  @Test func keyCodes() {
    let codes = [KEY_UP, KEY_NPAGE, KEY_F0 + 1, KEY_F0 + 12, KEY_BTAB, KEY_DC, KEY_RESIZE, KEY_SDC, KEY_F0]
    #expect(
      codes.map { KeyDecoder.key(code: $0) } == [
        .up, .pageDown, .function(1), .function(12), .backTab, .delete, nil, nil, nil,
      ])
  }

  @Test func characters() {
    let scalars: [Unicode.Scalar] = [
      "q", "é", "日", "\r", "\n", "\t", "\u{1B}", "\u{7F}", "\u{8}", "\u{1}", "\u{C}", "\u{1A}", "\0",
    ]
    #expect(
      scalars.map { KeyDecoder.key(scalar: $0) } == [
        .character("q"), .character("é"), .character("日"), .enter, .enter, .tab, .escape, .backspace,
        .backspace, .control("a"), .control("l"), .control("z"), .control(" "),
      ])
    #expect(KeyDecoder.key(scalar: "\u{1C}") == nil)
    #expect(KeyDecoder.key(scalar: "\u{9B}") == nil)
  }

  @Test func sequencesBesideTerminfo() {
    #expect(
      ["A", "F", "1~", "5~", "Z"].map { KeyDecoder.key(sequence: $0) } == [
        .up, .end, .home, .pageUp, .backTab,
      ])
    #expect(["1;5A", "I", "200~", ""].allSatisfy { KeyDecoder.key(sequence: $0) == nil })
  }

  @Test func mouseReports() {
    #expect(KeyDecoder.mouse(sgr: "0;1;1M") == MouseEvent(.press, x: 0, y: 0))
    #expect(KeyDecoder.mouse(sgr: "0;301;99M") == MouseEvent(.press, x: 300, y: 98))
    #expect(KeyDecoder.mouse(sgr: "64;5;6M") == MouseEvent(.scrollUp, x: 4, y: 5))
    #expect(KeyDecoder.mouse(sgr: "81;5;6M") == MouseEvent(.scrollDown, x: 4, y: 5))  // with Control
    #expect(KeyDecoder.mouse(sgr: "32;2;3M") == MouseEvent(.drag, x: 1, y: 2))
    #expect(KeyDecoder.mouse(sgr: "0;2;3m") == MouseEvent(.release, x: 1, y: 2))
    for other in ["64;1;1m", "2;1;1M", "35;1;1M", "0;0;1M", "0;1M", "0;;1M", "x;1;1M", "M", ""] {
      #expect(KeyDecoder.mouse(sgr: other) == nil, "\(other)")
    }
  }
}
