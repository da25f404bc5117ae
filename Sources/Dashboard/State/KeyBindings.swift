import RunModel
import TerminalUI

/// What a key can do.
enum Action: Hashable, Sendable {
  case togglePause
  case openChooser, applyChoice, closeChooser
  case chooseBy(Int)
  case toggleLookahead
  case scaleLearningRate(Double)
  case restoreWeights
  case edit(Hyperparameter)
  case applyEdit, eraseInEdit, cancelEdit
  case selectBy(Int), selectPage(Int), selectFirst, selectLast
  case toggleGrouping
  case toggleHelp
  case dismiss
  case repaint
  case quit
}

/// One line of the table of keys.
struct KeyBinding: Sendable {
  /// Where the keys count.
  enum Context: Hashable, Sendable {
    /// Nothing covers the picture.
    case main
    /// A number is being typed.
    case edit
    /// The list of optimizers is open.
    case chooser
    /// The help is open.
    case help
    /// The session waits since something was not finite; the keys of `main` count too.
    case diverged
  }

  /// The context.
  var context = Context.main
  /// The keys as they are shown.
  var label: String
  /// The same for terminals without Unicode; nil: no difference.
  var asciiLabel: String?
  /// A word or two for the footer; nil: not shown there.
  var hint: String?
  /// What is left out first where the footer is short of room: the highest number.
  var rank = 9
  /// What the keys do, for the help; empty: not shown there.
  var help = ""
  /// The keys and what each does.
  var routes: [(key: Key, action: Action)]

  /// The keys as they are shown.
  func label(_ capabilities: Capabilities) -> String {
    capabilities.unicode ? label : asciiLabel ?? label
  }
}

/// The one table of keys: it dispatches them, and the footer and the help are made from it.
enum KeyBindings {
  /// In the order of the footer and the help.
  static let all: [KeyBinding] = [
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
      label: "t", hint: "tensors", rank: 7, help: "rows are tensors, or layers",
      routes: [(.character("t"), .toggleGrouping)]),
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
      label: "g G", help: "select the first or last row; also Home, End",
      routes: [
        (.character("g"), .selectFirst), (.home, .selectFirst), (.character("G"), .selectLast),
        (.end, .selectLast),
      ]),
    KeyBinding(
      label: "?", hint: "help", rank: 1, help: "open and close this help; Esc closes it and messages",
      routes: [(.character("?"), .toggleHelp)]),
    KeyBinding(label: "Esc", routes: [(.escape, .dismiss)]),
    KeyBinding(
      label: "^L", help: "draw the whole screen again", routes: [(.control("l"), .repaint)]),
    KeyBinding(
      label: "q", hint: "quit", rank: 0, help: "end training and quit; also ^C",
      routes: [(.character("q"), .quit), (.control("c"), .quit)]),

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

    KeyBinding(
      context: .help, label: "Esc", hint: "close", rank: 0,
      routes: [
        (.escape, .toggleHelp), (.character("?"), .toggleHelp), (.enter, .toggleHelp),
        (.character("q"), .toggleHelp), (.control("c"), .quit), (.control("l"), .repaint),
      ]),

    KeyBinding(
      context: .diverged, label: "[", hint: "halve lr", rank: 2, help: "halve the learning rate",
      routes: [(.character("["), .scaleLearningRate(0.5))]),
    KeyBinding(
      context: .diverged, label: "r", hint: "weights back", rank: 1, help: "take the last good weights back",
      routes: [(.character("r"), .restoreWeights)]),
    KeyBinding(
      context: .diverged, label: "space", hint: "go on", rank: 3, help: "go on with the weights as they are",
      routes: [(.character(" "), .togglePause)]),
    KeyBinding(context: .diverged, label: "q", hint: "quit", rank: 0, routes: [(.character("q"), .quit)]),
  ]

  private static let actions: [KeyBinding.Context: [Key: Action]] = all.reduce(into: [:]) { table, binding in
    for route in binding.routes { table[binding.context, default: [:]][route.key] = route.action }
  }

  /// The key that changes a hyperparameter, as it is shown.
  static func key(for parameter: Hyperparameter) -> String? {
    let route = all.lazy.flatMap(\.routes).first { $0.action == .edit(parameter) }
    if case .character(let character)? = route?.key { return String(character) }
    return nil
  }

  /// What a key does in a context.
  static func action(for key: Key, in context: KeyBinding.Context) -> Action? {
    actions[context]?[key] ?? (context == .diverged ? actions[.main]?[key] : nil)
  }
}
