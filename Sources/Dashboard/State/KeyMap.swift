import RunModel
import TerminalUI

/// The keys in force: the table, with what the user has bound otherwise.
struct KeyMap: Sendable {
  /// The table as it comes.
  static let standard = KeyMap(KeyBindings.all)

  /// The lines of the table.
  let bindings: [KeyBinding]
  private let actions: [KeyBinding.Context: [Key: Action]]

  init(_ bindings: [KeyBinding]) {
    self.bindings = bindings
    actions = bindings.reduce(into: [:]) { table, binding in
      for route in binding.routes { table[binding.context, default: [:]][route.key] = route.action }
    }
  }

  /// What a key does in a context.
  func action(for key: Key, in context: KeyBinding.Context) -> Action? {
    actions[context]?[key] ?? (context == .diverged ? actions[.main]?[key] : nil)
  }

  /// The first key of an action where nothing covers the picture, as it is shown.
  func label(of action: Action, unicode: Bool) -> String? {
    let routes = bindings.lazy.filter { $0.context == .main }.flatMap(\.routes)
    return routes.first { $0.action == action }?.key.label(unicode: unicode)
  }

  /// The table with an action on other keys, where nothing covers the picture; what those did before has no key now.
  func binding(_ action: Action, to keys: [Key]) -> KeyMap {
    KeyMap(
      bindings.compactMap { binding in
        guard binding.context == .main || binding.context == .inspector else { return binding }
        let holdsAction = binding.routes.contains { $0.action == action }
        var changed = binding
        changed.routes.removeAll { $0.action == action || keys.contains($0.key) }
        if holdsAction { changed.routes = keys.map { ($0, action) } + changed.routes }
        guard changed.routes.map(\.key) != binding.routes.map(\.key) else { return binding }
        changed.label = changed.routes.prefix(5).map { $0.key.label(unicode: true) }.joined(separator: " ")
        changed.asciiLabel = changed.routes.prefix(5).map { $0.key.label(unicode: false) }.joined(
          separator: " ")
        return changed.routes.isEmpty ? nil : changed
      })
  }
}
