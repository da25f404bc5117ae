import TerminalUI

/// A value being typed, beside the one that it would replace.
struct TypedValue {
  let edit: ValueEdit
  let signs: Signs

  /// `old → typed`, or only `→ typed` where both have no room.
  func line(after old: String, width: Int) -> StyledLine {
    var typed = StyledLine(signs.arrow + " ", Style(.dim))
    let role: ColorRole = edit.field.problem == nil ? .accent : .warning
    typed.add(edit.field.text, Style(role, bold: true, underline: true))
    typed.add(signs.cursor, Style(.accent))
    guard TextWidth.columns(old) + 1 + typed.width <= width else { return typed }
    var line = StyledLine(old + " ")
    line.add(typed)
    return line
  }
}
