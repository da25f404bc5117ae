import TerminalUI

extension KeyBindings {
  /// A number is being typed.
  static let edit: [KeyBinding] = [
    KeyBinding(
      context: .edit, label: "Enter", hint: "apply from the next step on", rank: 0,
      routes: [(.enter, .applyEdit)]),
    KeyBinding(
      context: .edit, label: "Esc", hint: "cancel", rank: 1, routes: [(.escape, .cancelEdit)]),
    KeyBinding(
      context: .edit, label: "Bksp", hint: "erase", rank: 2,
      routes: erasing + [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]

  /// What takes back what was typed, the same wherever that is.
  static let erasing: [(key: Key, action: Action)] = [
    (.backspace, .text(.erase)), (.delete, .text(.erase)), (.control("w"), .text(.eraseWord)),
    (.control("u"), .text(.clear)),
  ]
}
