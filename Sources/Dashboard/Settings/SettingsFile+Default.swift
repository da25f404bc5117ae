import TerminalUI

extension SettingsFile {
  /// The text of a file that changes nothing: every setting with what it is for, as comments.
  public static func defaultText(themes: [Theme] = Theme.builtIn) -> String {
    let map = KeyMap.standard
    let width = Action.named.map(\.name.count).max() ?? 0
    let keys = Action.named.map { name, action in
      let names = map.bindings.filter { $0.context == .main }.flatMap(\.routes)
        .filter { $0.action == action }.map { "\"\($0.key.name.escaped)\"" }
      let value = names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
      return "# \(name.padded(to: width)) = \(value)"
    }
    return """
      # Settings of layertop. What is left out, or begins with #, is as it comes.
      # A mistake is reported by its line, and counts as left out. The key , reads the file again.

      # The colours: \(themes.map(\.name).joined(separator: ", ")),
      # or the name of a file in the folder themes beside this one, without .toml.
      # theme = "\(Theme.default.name)"

      # The panels that are not shown, of \(Panel.allCases.dropFirst().map(\.rawValue).joined(separator: ", ")); x hides one for the time being.
      # hidden = []

      # Keys of actions: a character, "space", "ctrl-a", "f5", "up", "pgup", "enter", "esc", "tab" and so on, or a list
      # of them. What a key did before, it does no longer.
      [keys]
      \(keys.joined(separator: "\n"))

      # Settings under a name, for the list of presets (p): any of
      # \(Control.all.map(\.entry.name).joined(separator: ", ").wrapped(to: 100).joined(separator: "\n# ")).
      # [presets.slow-adam]
      # summary = "Adam with a tenth of its usual step"
      # optimizer = "adam"
      # lr = 1e-4

      """
  }
}

extension String {
  fileprivate var escaped: String { replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") }
}
