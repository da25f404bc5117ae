import TerminalUI

extension KeyBindings {
  /// Something is typed into the line at the bottom, which says itself how it ends.
  static let prompt: [KeyBinding] = [
    KeyBinding(context: .prompt, label: "Enter", routes: [(.enter, .prompt(.accept))]),
    KeyBinding(context: .prompt, label: "Esc", routes: [(.escape, .prompt(.cancel))]),
    KeyBinding(
      context: .prompt, label: "Bksp",
      routes: erasing + [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]
}
