import TerminalUI

extension KeyBindings {
  /// The help is open.
  static let help: [KeyBinding] = [
    KeyBinding(
      context: .help, label: "Esc", hint: "close", rank: 0,
      routes: [
        (.escape, .toggleHelp), (.character("?"), .toggleHelp), (.enter, .toggleHelp),
        (.character("q"), .toggleHelp), (.control("c"), .quit), (.control("l"), .repaint),
      ]),
    KeyBinding(
      context: .help, label: "/", hint: "search", rank: 1,
      routes: [(.character("/"), .control(.openHelpSearch))]),
    KeyBinding(
      context: .help, label: "↑↓", asciiLabel: "j k", hint: "scroll", rank: 2,
      routes: [
        (.up, .control(.scrollHelp(-1))), (.down, .control(.scrollHelp(1))),
        (.character("k"), .control(.scrollHelp(-1))), (.character("j"), .control(.scrollHelp(1))),
        (.pageUp, .control(.scrollHelp(-10))), (.pageDown, .control(.scrollHelp(10))),
        (.character("g"), .control(.scrollHelp(-1000))), (.character("G"), .control(.scrollHelp(1000))),
        (.home, .control(.scrollHelp(-1000))), (.end, .control(.scrollHelp(1000))),
      ]),
  ]

  /// What is looked for in the help is being typed.
  static let search: [KeyBinding] = [
    KeyBinding(
      context: .search, label: "Enter", hint: "keep", rank: 1, routes: [(.enter, .control(.keepHelpSearch))]),
    KeyBinding(
      context: .search, label: "Esc", hint: "show all", rank: 0,
      routes: [(.escape, .control(.dropHelpSearch))]),
    KeyBinding(
      context: .search, label: "Bksp", hint: "erase", rank: 2,
      routes: erasing + [(.control("c"), .quit), (.control("l"), .repaint)]),
  ]
}
