import TerminalUI

/// The line for commands, while it is open: names of actions, and controls with a value.
struct CommandPalette: Equatable, Sendable {
  /// A line of the list below what is typed.
  struct Suggestion: Equatable, Sendable {
    /// The whole command that it stands for.
    var command: String
    /// What the command does.
    var help: String
    /// Whether a value must follow.
    var needsValue = false
  }

  /// What is typed.
  var field = TextField()
  /// The suggestion pointed at.
  var index = 0

  /// The commands that what is typed can become, best first.
  func suggestions(_ state: DashboardState) -> [Suggestion] {
    let words = field.text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true).map(
      String.init)
    let isAtValue = words.count == 2 || (words.count == 1 && field.text.hasSuffix(" "))
    guard let first = words.first, isAtValue else {
      return Self.ranked(commands(state), by: words.first ?? "") { $0.command }
    }
    let typed = words.count == 2 ? words[1] : ""
    func ranked(_ items: [ListChooser.Item]) -> [Suggestion] {
      Self.ranked(items.map { Suggestion(command: "\(first) \($0.name)", help: $0.summary) }, by: typed) {
        String($0.command.dropFirst(first.count + 1))
      }
    }
    if let control = Control(name: first) {
      let values = state.plan.choices(of: control)
      guard values.isEmpty else { return ranked(values) }
      return [
        Suggestion(
          command: "\(first) \(typed.isEmpty ? state.plan.text(of: control) : typed)",
          help: "\(control.entry.range); \(control.moment.text)")
      ]
    }
    return ValuedCommand(rawValue: first).map { ranked($0.values(state)) } ?? []
  }

  /// All first words: the actions of the table, then what only takes a value.
  private func commands(_ state: DashboardState) -> [Suggestion] {
    let actions = Action.named.map { named in
      let help = Control(name: named.name)?.entry.help ?? state.controls.keys.help(of: named.action)
      return Suggestion(command: named.name, help: help)
    }
    let controls = state.plan.controls.map {
      Suggestion(command: $0.entry.name, help: $0.entry.help, needsValue: true)
    }
    let others = ValuedCommand.allCases.map {
      Suggestion(command: $0.rawValue, help: $0.help, needsValue: true)
    }
    return actions + (controls + others).filter { other in !actions.contains { $0.command == other.command } }
  }

  /// The text itself, those that begin with it, then those that contain it, then those that contain its letters in their order.
  private static func ranked(
    _ suggestions: [Suggestion], by text: String, _ name: (Suggestion) -> String
  ) -> [Suggestion] {
    let typed = text.lowercased()
    func rank(_ suggestion: Suggestion) -> Int? {
      let name = name(suggestion).lowercased()
      if name == typed { return 0 }
      if name.hasPrefix(typed) { return 1 }
      if name.contains(typed) { return 2 }
      var rest = name[...]
      for letter in typed {
        guard let place = rest.firstIndex(of: letter) else { return nil }
        rest = rest[rest.index(after: place)...]
      }
      return 3
    }
    return (0...3).flatMap { wanted in suggestions.filter { rank($0) == wanted } }
  }
}

extension KeyMap {
  /// What the table says of an action.
  func help(of action: Action) -> String {
    bindings.first { $0.context == .main && $0.routes.contains { $0.action == action } }?.help ?? ""
  }
}
