/// How far the help is scrolled, and what is looked for in it.
struct HelpSearch: Equatable, Sendable {
  /// The words looked for; empty: all is shown.
  var field = TextField()
  /// Whether they are being typed.
  var isOpen = false
  /// The first line that is shown.
  var scroll = 0
}

extension DashboardState {
  /// Opens the help at its beginning, or closes it.
  mutating func toggleHelp() {
    isHelpOpen.toggle()
    controls.helpSearch = HelpSearch()
  }

  /// Begins to type what is looked for in the help.
  mutating func openHelpSearch() { controls.helpSearch = HelpSearch(isOpen: true) }

  /// Shows other lines of the help.
  mutating func scrollHelp(by lines: Int) {
    let last = HelpScreen(state: self).lastScroll
    controls.helpSearch.scroll = max(0, min(controls.helpSearch.scroll + lines, last))
  }
}
