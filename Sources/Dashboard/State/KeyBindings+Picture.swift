import TerminalUI

extension KeyBindings {
  /// Nothing covers the picture: which rows, which time, and what of them is shown.
  static let picture: [KeyBinding] = time + rows + show

  private static let time: [KeyBinding] = [
    KeyBinding(
      label: "←→", asciiLabel: "< >", hint: "time", rank: 6, help: "look at a step before or after; also < >",
      routes: [
        (.left, .time(.moveCursor(by: -1))), (.right, .time(.moveCursor(by: 1))),
        (.character("<"), .time(.moveCursor(by: -1))), (.character(">"), .time(.moveCursor(by: 1))),
      ]),
    KeyBinding(
      label: "+ -", hint: "zoom", rank: 7, help: "fewer or more steps a column",
      routes: [
        (.character("+"), .time(.zoom(by: -1))), (.character("="), .time(.zoom(by: -1))),
        (.character("-"), .time(.zoom(by: 1))),
      ]),
    KeyBinding(
      label: "0", help: "the whole run in the picture", routes: [(.character("0"), .time(.wholeRun))]),
    KeyBinding(
      label: "H L", help: "move the picture by half its width",
      routes: [(.character("H"), .time(.pan(halves: -1))), (.character("L"), .time(.pan(halves: 1)))]),
    KeyBinding(
      label: "Home f", help: "the first step; follow the newest, also End",
      routes: [
        (.home, .time(.first)), (.character("f"), .time(.follow)), (.end, .time(.follow)),
      ]),
    KeyBinding(
      label: "#", help: "type a step to look at", routes: [(.character("#"), .prompt(.open(.step)))]),
    KeyBinding(
      label: "{ }", help: "go to the command before or after",
      routes: [
        (.character("{"), .time(.jumpToMark(forward: false))),
        (.character("}"), .time(.jumpToMark(forward: true))),
      ]),
  ]

  private static let rows: [KeyBinding] = [
    KeyBinding(
      label: "t", hint: "tensors", rank: 7, help: "rows are layers, tensors, blocks or the network",
      routes: [(.character("t"), .rows(.nextGrouping))]),
    KeyBinding(
      label: "r", hint: "order", rank: 7,
      help: "rows by depth, non-random, aligned, opposed, drift front",
      routes: [(.character("r"), .rows(.nextOrder))]),
    KeyBinding(
      label: "a", help: "all rows at once, two a line, where they have no line each",
      routes: [(.character("a"), .rows(.toggleHalves))]),
    KeyBinding(
      label: "/", hint: "filter", rank: 8, help: "only rows with a name, or conv, norm, bias, fc",
      routes: [(.character("/"), .prompt(.open(.filter)))]),
    KeyBinding(
      label: "n N", help: "along the drift front: what turned non-random next",
      routes: [
        (.character("n"), .rows(.jump(forward: true))), (.character("N"), .rows(.jump(forward: false))),
      ]),
  ]

  private static let show: [KeyBinding] = [
    KeyBinding(
      label: "b", hint: "test", rank: 5, help: "test: paper, exact, sign-flip, discovery",
      routes: [(.character("b"), .show(.nextTest))]),
    KeyBinding(
      label: "B", help: "type the level of the test", routes: [(.character("B"), .prompt(.open(.level)))]),
    KeyBinding(
      label: "C", hint: "colour", rank: 8, help: "colour by verdict, cos/bound, p-value, |g|, |u|/|w|",
      routes: [(.character("C"), .show(.nextColoring))]),
    KeyBinding(
      label: "d", help: "mark where two tests disagree",
      routes: [(.character("d"), .show(.toggleDisagreement))]),
    KeyBinding(
      label: "V", help: "compare other vectors, where they are recorded",
      routes: [(.character("V"), .show(.nextQuantity))]),
    KeyBinding(
      label: "s", help: "smooth curves: not, exponential, window",
      routes: [(.character("s"), .show(.nextSmoothing))]),
    KeyBinding(
      label: "⏎", asciiLabel: "Enter", hint: "inspect", rank: 4, help: "the selected row on the whole screen",
      routes: [(.enter, .show(.toggleInspector))]),
  ]
}
