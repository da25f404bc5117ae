import Testing

@testable import TerminalUI

private let unicode = Capabilities(colors: .palette256, unicode: true)
private let ascii = Capabilities(colors: .none, unicode: false)

@Suite struct DrawingTests {
  @Test func textIsClippedOnBothSides() {
    var buffer = Buffer(width: 6, height: 1)
    #expect(buffer.put("layertop", x: -2, y: 0) == 8)
    #expect(buffer.lines == ["yertop"])
    #expect(buffer.put("gradient", x: 3, y: 0) == 3)
    #expect(buffer.lines == ["yergra"])
    #expect(buffer.put("xyz", x: 0, y: 0, maxWidth: 2) == 2)
    #expect(buffer.lines == ["xyrgra"])
    for (x, y) in [(0, 1), (0, -1), (6, 0), (100, 0)] { buffer.put("out", x: x, y: y) }
    #expect(buffer.put("wide", x: 0, y: 0, maxWidth: .max) == 4)
    #expect(buffer.put("none", x: 0, y: 0, maxWidth: -1) == 0)
    #expect(buffer.lines == ["widera"])
  }

  @Test func wideGlyphsTakeTwoCells() {
    var buffer = Buffer(width: 5, height: 1)
    #expect(buffer.put("日本語", x: 0, y: 0) == 4)
    #expect(buffer[0, 0].glyph == "日")
    #expect(buffer[1, 0].glyph == Cell.continuation)
    #expect(buffer[4, 0] == .blank)
    #expect(buffer.lines == ["日本"])
  }

  @Test func aWideGlyphThatIsHalfOverwrittenBecomesBlank() {
    var buffer = Buffer(width: 6, height: 1)
    buffer.put("日本語", x: 0, y: 0)
    buffer.put("x", x: 1, y: 0)
    #expect(buffer.lines == [" x本語"])
    buffer.put("y", x: 2, y: 0)
    #expect(buffer.lines == [" xy 語"])
    buffer.fill(Rect(x: 5, y: 0, width: 3, height: 1), with: Cell("z"))
    #expect(buffer.lines == [" xy  z"])
    buffer.put("語", x: -1, y: 0)
    #expect(buffer.lines == [" xy  z"])
  }

  @Test func marksJoinTheirLetter() {
    var buffer = Buffer(width: 4, height: 1)
    #expect(buffer.put("g\u{0302}e\u{0301}", x: 0, y: 0) == 2)
    #expect(buffer[0, 0].glyph == "g\u{0302}")
    #expect(buffer[1, 0].glyph == "é")
    #expect(buffer.put("\u{0301}", x: 0, y: 0) == 0)
  }

  @Test(arguments: [
    "\u{1B}", "\n", "\r\n", "\t", "\u{7F}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{2028}", "\0",
  ])
  func controlsNeverReachACell(control: String) {
    var buffer = Buffer(width: 4, height: 1)
    #expect(buffer.put("a\(control)b", x: 0, y: 0) == 3)
    #expect(buffer.lines == ["a?b"])
  }

  @Test func alignment() {
    var buffer = Buffer(width: 9, height: 3)
    let rect = Rect(x: 1, y: 0, width: 7, height: 3)
    #expect(buffer.put("abc", in: rect, row: 0, alignment: .right) == 3)
    buffer.put("abcd", in: rect, row: 1, alignment: .center)
    buffer.put("too long for it", in: rect, row: 2, alignment: .right)
    buffer.put("outside", in: rect, row: 3)
    #expect(buffer.lines == ["     abc", "  abcd", " too lon"])
  }

  @Test func truncation() {
    #expect("gradient".truncated(to: 8, unicode) == "gradient")
    #expect("gradient".truncated(to: 5, unicode) == "grad…")
    #expect("gradient".truncated(to: 5, ascii) == "grad~")
    #expect("日本語".truncated(to: 4, unicode) == "日…")
    #expect("gradient".truncated(to: 1, unicode) == "…")
    #expect("gradient".truncated(to: 0, unicode) == "")
    #expect("日本".padded(to: 6) == "日本  ")
    #expect("7".padded(to: 3, rightAligned: true) == "  7")
    #expect("long".padded(to: 3) == "long")
  }

  @Test func boxWithTitles() {
    var buffer = Buffer(width: 26, height: 3)
    buffer.box(
      buffer.bounds, titles: BoxTitles(title: "layers", note: "paper", footer: "step", footnote: "9"),
      capabilities: unicode)
    #expect(
      buffer.lines == [
        "┌ layers ───────── paper ┐",
        "│                        │",
        "└ step ─────────────── 9 ┘",
      ])
    #expect(buffer[2, 0].style.foreground == .title)
    #expect(buffer[20, 0].style.foreground == .dim)
  }

  @Test func boxInPlainText() {
    var buffer = Buffer(width: 12, height: 3)
    buffer.box(buffer.bounds, titles: BoxTitles(title: "layers × steps"), capabilities: ascii)
    #expect(buffer.lines == ["+ layers ~ +", "|          |", "+----------+"])
  }

  @Test func narrowBoxesDropTheirNoteThenTheirTitle() {
    func top(_ width: Int) -> String {
      var buffer = Buffer(width: width, height: 2)
      buffer.box(
        buffer.bounds, titles: BoxTitles(title: "loss", note: "1.38"), rounded: true, capabilities: unicode)
      return buffer.lines[0]
    }
    #expect(top(15) == "╭ loss ─ 1.38 ╮")
    #expect(top(14) == "╭ loss ──────╮")
    #expect(top(7) == "╭ lo… ╮")
    #expect(top(5) == "╭───╮")
    #expect(top(2) == "╭╮")
    #expect(top(1) == "")
    #expect(top(0) == "")
  }
}
