import TerminalUI

extension KeyBindings {
  /// The list of optimizers is open.
  static let chooser: [KeyBinding] = [
    KeyBinding(
      context: .chooser, label: "Enter", hint: "take from the next step on", rank: 0,
      routes: [(.enter, .applyChoice)]),
    KeyBinding(
      context: .chooser, label: "Esc", hint: "cancel", rank: 1,
      routes: [
        (.escape, .closeChooser), (.character("o"), .closeChooser), (.character("q"), .closeChooser),
      ]),
    KeyBinding(
      context: .chooser, label: "↑↓", asciiLabel: "j k", hint: "select", rank: 2,
      routes: [
        (.up, .chooseBy(-1)), (.down, .chooseBy(1)), (.character("k"), .chooseBy(-1)),
        (.character("j"), .chooseBy(1)), (.home, .chooseBy(-.max / 2)), (.end, .chooseBy(.max / 2)),
      ]),
    KeyBinding(
      context: .chooser, label: "L", hint: "Lookahead", rank: 3,
      routes: [(.character("L"), .toggleLookahead)]),
    KeyBinding(
      context: .chooser, label: "^C",
      routes: [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]
}
