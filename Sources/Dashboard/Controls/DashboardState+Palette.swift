extension DashboardState {
  /// The commands that what is typed can become.
  var suggestions: [CommandPalette.Suggestion] {
    (controls.palette?.suggestions(self) ?? []).filter { suggestion in
      let name = String(suggestion.command.prefix { $0 != " " })
      return Action(name: name).map(offers) ?? Control(name: name).map(offers) ?? true
    }
  }

  /// Points at another suggestion.
  mutating func moveInPalette(by lines: Int) {
    let count = suggestions.count
    guard count > 0, let index = controls.palette?.index else { return }
    controls.palette?.index = max(0, min(index + lines, count - 1))
  }

  /// Completes what is typed to the suggestion pointed at.
  mutating func completeCommand() {
    guard let palette = controls.palette else { return }
    let suggestions = suggestions
    guard suggestions.indices.contains(palette.index) else { return }
    let command = suggestions[palette.index].command
    let takesValue = Control(name: command) != nil || ValuedCommand(rawValue: command) != nil
    controls.palette = CommandPalette(field: TextField(command + (takesValue ? " " : "")))
  }

  /// Carries out what is typed, or the suggestion pointed at where that is no command by itself.
  mutating func runCommand() -> [Effect] {
    guard let palette = controls.palette else { return [] }
    let suggestions = suggestions
    let typed = palette.field.text.trimmingBlanks
    let isWhole = Action(name: typed) != nil || typed.contains(" ")
    let isPointed = suggestions.indices.contains(palette.index)
    if palette.index == 0 && isWhole || !isPointed { return run(typed) }
    if suggestions[palette.index].needsValue && !typed.contains(" ") {
      completeCommand()
      return []
    }
    return run(suggestions[palette.index].command)
  }

  /// Carries out a command; a refused one stays to be mended.
  private mutating func run(_ command: String) -> [Effect] {
    let words = command.split(separator: " ", maxSplits: 1).map(String.init)
    guard let first = words.first else {
      controls.palette = nil
      return []
    }
    if words.count == 2 {
      do throws(ControlProblem) {
        if let effects = try perform(first, words[1].trimmingBlanks) {
          controls.palette = nil
          return effects
        }
      } catch {
        controls.palette?.field.problem = error.sentence
        return []
      }
    }
    guard words.count == 1, let action = Action(name: first) else {
      controls.palette?.field.problem = "there is no command \"\(command)\"; Tab completes"
      return []
    }
    controls.palette = nil
    return perform(action)
  }

  /// Carries out a command that takes a value; nil where there is none of this name.
  private mutating func perform(_ name: String, _ value: String) throws(ControlProblem) -> [Effect]? {
    if let control = Control(name: name) { return try set(control, to: value) }
    return try ValuedCommand(rawValue: name).map { command throws(ControlProblem) in
      try perform(command, value)
    }
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }
}
