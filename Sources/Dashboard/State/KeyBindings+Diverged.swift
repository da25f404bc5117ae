import TerminalUI

extension KeyBindings {
  /// The session waits since something was not finite: what can be done about it.
  static let diverged: [KeyBinding] = [
    KeyBinding(
      context: .diverged, label: "[", hint: "halve lr", rank: 2, help: "halve the learning rate",
      routes: [(.character("["), .scaleLearningRate(0.5))]),
    KeyBinding(
      context: .diverged, label: "W", hint: "weights back", rank: 1, help: "take the last good weights back",
      routes: [(.character("W"), .restoreWeights)]),
    KeyBinding(
      context: .diverged, label: "space", hint: "go on", rank: 3, help: "go on with the weights as they are",
      routes: [(.character(" "), .togglePause)]),
    KeyBinding(context: .diverged, label: "q", hint: "quit", rank: 0, routes: [(.character("q"), .quit)]),
  ]
}
