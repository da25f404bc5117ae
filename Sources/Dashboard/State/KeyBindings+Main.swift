import RunModel
import TerminalUI

extension KeyBindings {
  /// Nothing covers the picture: the session and the rows.
  static let main: [KeyBinding] = [
    KeyBinding(
      label: "space", hint: "pause", rank: 2, help: "pause, and go on",
      routes: [(.character(" "), .togglePause)]),
    KeyBinding(
      label: "o", hint: "optimizer", rank: 3, help: "take another optimizer, or Lookahead around it",
      routes: [(.character("o"), .openChooser)]),
    KeyBinding(
      label: "l", hint: "lr", rank: 4, help: "type another learning rate",
      routes: [(.character("l"), .edit(.learningRate))]),
    KeyBinding(
      label: "[ ]", hint: "halve/double lr", rank: 8, help: "halve or double the learning rate",
      routes: [(.character("["), .scaleLearningRate(0.5)), (.character("]"), .scaleLearningRate(2))]),
    KeyBinding(
      label: "m 1 2 E w", help: "type momentum, beta1, beta2, epsilon, decay",
      routes: [
        (.character("m"), .edit(.momentum)), (.character("1"), .edit(.beta1)),
        (.character("2"), .edit(.beta2)), (.character("E"), .edit(.epsilon)),
        (.character("w"), .edit(.weightDecay)),
      ]),
    KeyBinding(
      label: "↑↓", asciiLabel: "j k", hint: "select", rank: 5, help: "select a row; also j, k and the mouse",
      routes: [
        (.up, .selectBy(-1)), (.down, .selectBy(1)), (.character("k"), .selectBy(-1)),
        (.character("j"), .selectBy(1)),
      ]),
    KeyBinding(
      label: "PgUp PgDn", help: "select a page further up or down",
      routes: [(.pageUp, .selectPage(-1)), (.pageDown, .selectPage(1))]),
    KeyBinding(
      label: "g G", help: "select the first or last row",
      routes: [(.character("g"), .selectFirst), (.character("G"), .selectLast)]),
    KeyBinding(
      label: "?", hint: "help", rank: 1,
      help: "open and close this help; Esc takes back cursor, filter, messages",
      routes: [(.character("?"), .toggleHelp)]),
    KeyBinding(label: "Esc", routes: [(.escape, .dismiss)]),
    KeyBinding(
      label: "^L", help: "draw the whole screen again", routes: [(.control("l"), .repaint)]),
    KeyBinding(
      label: "q", hint: "quit", rank: 0, help: "quit, which ends training; also ^C",
      routes: [(.character("q"), .quit), (.control("c"), .quit)]),
  ]
}
