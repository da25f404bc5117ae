import CNCurses
import TerminalUI

/// What a cell's glyph is to ncurses.
///
/// The locale's `wcwidth` is what ncurses goes by, so a glyph that it sees otherwise than `TextWidth` is made to
/// fit here: columns must never shift.
struct CellText: Equatable {
  /// The base character and at most four marks, ended by 0.
  let scalars: [wchar_t]
  /// Whether the next cell, which the glyph should cover, must be blanked because ncurses thinks it narrow.
  let needsBlankAfter: Bool

  /// Translates a glyph; `covers` says how many columns it has in the buffer: 1 or 2.
  init(
    _ glyph: Character, covers columns: Int, unicode: Bool, width: (wchar_t) -> Int32 = { curses_columns($0) }
  ) {
    let glyph = unicode ? glyph : glyph.asciiFallback
    let all = glyph.unicodeScalars.map { wchar_t($0.value) }
    let own = Int(width(all[0]))
    guard own >= 1, own <= columns else {  // Unknown to the locale, or too wide for its place.
      scalars = [wchar_t(UInt8(ascii: "?")), 0]
      needsBlankAfter = columns == 2
      return
    }
    // Selectors and joiners take no column either, but make terminals draw another glyph, of another width.
    let marks = all.dropFirst().prefix { width($0) == 0 && $0 != 0xFE0F && $0 != 0x200D }
    scalars = [all[0]] + marks.prefix(4) + [0]
    needsBlankAfter = own < columns
  }
}
