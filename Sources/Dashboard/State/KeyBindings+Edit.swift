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
      routes: [(.backspace, .eraseInEdit), (.delete, .eraseInEdit)]),
    KeyBinding(
      context: .edit, label: "^C",
      routes: [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]
}
