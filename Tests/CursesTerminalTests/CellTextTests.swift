import Glibc
import Testing

@testable import CursesTerminal

@Suite struct CellTextTests {
  /// The widths of a Unicode locale, for the characters used here.
  private func width(_ character: wchar_t) -> Int32 {
    switch character {
    case 0x301, 0x200D, 0xFE0F: 0
    case 0x65E5, 0x1F469, 0x1F52C: 2
    case 0x378: -1
    default: 1
    }
  }

  private func text(_ glyph: Character, covers columns: Int = 1, unicode: Bool = true) -> CellText {
    CellText(glyph, covers: columns, unicode: unicode, width: width)
  }

  @Test func basesAndMarks() {
    #expect(text("a").scalars == [0x61, 0])
    #expect(text("x\u{301}").scalars == [0x78, 0x301, 0])
    #expect(text("x\u{301}\u{301}\u{301}\u{301}\u{301}").scalars.count == 6)
    #expect(text("日", covers: 2).scalars == [0x65E5, 0])
    #expect(!text("日", covers: 2).needsBlankAfter)
  }

  @Test func clustersThatNcursesSeesOtherwise() {
    #expect(text("❤\u{FE0F}", covers: 2).scalars == [0x2764, 0])
    #expect(text("❤\u{FE0F}", covers: 2).needsBlankAfter)
    #expect(text("👩\u{200D}🔬", covers: 2).scalars == [0x1F469, 0])
    #expect(text("日").scalars == [0x3F, 0])
    #expect(text("\u{378}").scalars == [0x3F, 0])
  }

  @Test func withoutUnicodeOnlyAsciiIsSent() {
    #expect(text("×", unicode: false).scalars == [0x78, 0])
    #expect(text("日", covers: 2, unicode: false).scalars == [0x3F, 0])
    #expect(text("日", covers: 2, unicode: false).needsBlankAfter)
  }
}
