import Testing

@testable import TerminalUI

@Suite struct TextWidthTests {
  /// The columns that Python's wcwidth 0.7.0 gives.
  @Test(arguments: [
    ("layer4.1.conv2", 14), ("é", 1), ("e\u{301}", 1), ("日本語", 6), ("ｆｕｌｌ", 8), ("한국어", 6),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("😀", 2), ("👩‍🔬", 2), ("🇩🇪", 2), ("❤\u{FE0F}", 2), ("❤", 1),
    ("…", 1), ("─│┌", 3), ("▀▄█░▒▓", 6), ("⣿⠁", 2), ("τ√≤", 3), ("½·×→", 4), ("\u{200B}", 0), ("𠀀", 2),
    ("♈", 2), ("⌚", 2), ("☰", 2), ("䷀", 2), ("ﾊﾟ", 2), ("①", 1), ("■", 1), ("▶", 1), ("⏎", 1), ("⋮", 1),
    ("Ω", 1), ("नि", 2), ("👍🏽", 2), ("", 0),
  ])
  func columnsAreThoseOfWcwidth(text: String, columns: Int) {
    #expect(TextWidth.columns(text) == columns)
  }
}
