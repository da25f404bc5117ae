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
  /// Why the command was refused; nil until it was.
  var problem: String?

  /// The commands that what is typed can become, best first.
  func suggestions(_ plan: SettingPlan, _ keys: KeyMap) -> [Suggestion] {
    let words = field.text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true).map(
      String.init)
    let isAtValue = words.count == 2 || (words.count == 1 && field.text.hasSuffix(" "))
    guard let first = words.first, isAtValue, let control = Control(name: first) else {
      return Self.ranked(commands(plan, keys), by: words.first ?? "") { $0.command }
    }
    let typed = words.count == 2 ? words[1] : ""
    let values = plan.choices(of: control).map {
      Suggestion(command: "\(first) \($0.name)", help: $0.summary)
    }
    if values.isEmpty {
      let entry = control.entry
      return [
        Suggestion(
          command: "\(first) \(typed.isEmpty ? plan.text(of: control) : typed)",
          help: "\(entry.range); \(control.moment.text)")
      ]
    }
    return Self.ranked(values, by: typed) { String($0.command.dropFirst(first.count + 1)) }
  }

  /// All first words: the actions of the table, then controls that have no action.
  private func commands(_ plan: SettingPlan, _ keys: KeyMap) -> [Suggestion] {
    let actions = Action.named.map { named in
      let control = Control(name: named.name)
      let help = control?.entry.help ?? keys.help(of: named.action)
      return Suggestion(command: named.name, help: help)
    }
    let controls = plan.controls.filter { control in !actions.contains { $0.command == control.entry.name } }
      .map { Suggestion(command: $0.entry.name, help: $0.entry.help, needsValue: true) }
    return actions + controls
  }

  /// Those that begin with a text, then those that contain it, then those that contain its letters in their order.
  private static func ranked(
    _ suggestions: [Suggestion], by text: String, _ name: (Suggestion) -> String
  ) -> [Suggestion] {
    let typed = text.lowercased()
    func rank(_ suggestion: Suggestion) -> Int? {
      let name = name(suggestion).lowercased()
      if name.hasPrefix(typed) { return 0 }
      if name.contains(typed) { return 1 }
      var rest = name[...]
      for letter in typed {
        guard let place = rest.firstIndex(of: letter) else { return nil }
        rest = rest[rest.index(after: place)...]
      }
      return 2
    }
    return (0...2).flatMap { wanted in suggestions.filter { rank($0) == wanted } }
  }
}

extension KeyMap {
  /// What the table says of an action.
  func help(of action: Action) -> String {
    bindings.first { $0.context == .main && $0.routes.contains { $0.action == action } }?.help ?? ""
  }
}
