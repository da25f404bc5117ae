import TerminalUI

extension KeyBindings {
  /// The help is open.
  static let help: [KeyBinding] = [
    KeyBinding(
      context: .help, label: "Esc", hint: "close", rank: 0,
      routes: [
        (.escape, .toggleHelp), (.character("?"), .toggleHelp), (.enter, .toggleHelp),
        (.character("q"), .toggleHelp), (.control("c"), .quit), (.control("l"), .repaint),
      ])
  ]
}
