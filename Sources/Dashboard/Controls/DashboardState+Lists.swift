import TerminalUI

extension DashboardState {
  /// Opens the list of themes; the one pointed at is seen at once.
  mutating func openThemes() {
    let themes = controls.options.themes
    controls.list = ListChooser(
      .theme(before: controls.options.theme), title: "theme", items: plan.choices(of: .theme),
      index: themes.firstIndex { $0.name == controls.options.theme.name } ?? 0)
  }

  /// Opens the list of presets.
  mutating func openPresets() {
    let items = controls.options.presets.map { ListChooser.Item(name: $0.name, summary: $0.summary) }
    controls.list = ListChooser(.preset, title: "presets", items: items)
  }

  /// Opens the list of a control's values.
  mutating func openChoices(of control: Control) {
    if control == .theme { return openThemes() }
    let (items, now) = (plan.choices(of: control), plan.text(of: control))
    controls.list = ListChooser(
      .control(control), title: control.entry.title, items: items,
      index: items.firstIndex { $0.name == now } ?? 0)
  }

  /// Points at another line of the open list.
  mutating func moveInList(by lines: Int) -> [Effect] {
    controls.list?.move(by: lines)
    guard case .theme? = controls.list?.subject, let list = controls.list else { return [] }
    return setTheme(controls.options.themes[list.index])
  }

  /// Takes the line pointed at.
  mutating func takeFromList() -> [Effect] {
    guard let list = controls.list else { return [] }
    controls.list = nil
    switch list.subject {
    case .theme: return setTheme(controls.options.themes[list.index])
    case .control(let control): return setOrTell(control, to: list.item.name)
    case .preset: return take(controls.options.presets[list.index])
    }
  }

  /// Closes the open list as if it had not been opened.
  mutating func closeList() -> [Effect] {
    guard let list = controls.list else { return [] }
    controls.list = nil
    guard case .theme(let before) = list.subject else { return [] }
    return setTheme(before)
  }

  /// What a mouse does in the open list: a press points at a line, and takes the one pointed at.
  mutating func pointInList(_ event: MouseEvent) -> [Effect] {
    guard let list = controls.list else { return [] }
    switch event.kind {
    case .scrollUp: return moveInList(by: -1)
    case .scrollDown: return moveInList(by: 1)
    case .press:
      guard let line = ListBox(state: self, list: list).line(atX: event.x, y: event.y) else { return [] }
      return line == list.index ? takeFromList() : moveInList(by: line - list.index)
    case .drag, .release: return []
    }
  }

  /// Takes another theme.
  mutating func setTheme(_ theme: Theme) -> [Effect] {
    guard theme != controls.options.theme else { return [] }
    controls.options.theme = theme
    return [.setTheme(theme)]
  }
}
