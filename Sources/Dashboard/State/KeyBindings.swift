import RunModel
import TerminalUI

/// The one table of keys: it dispatches them, and the footer and the help are made from it.
enum KeyBindings {
  /// In the order of the footer and the help.
  static let all: [KeyBinding] = main + picture + edit + chooser + help + prompt + inspector + diverged

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
