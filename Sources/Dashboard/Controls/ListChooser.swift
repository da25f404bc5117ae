import TerminalUI

/// A list to choose from, while it is open: what is pointed at.
struct ListChooser: Equatable, Sendable {
  /// A line of the list.
  struct Item: Equatable, Sendable {
    var name: String
    var summary: String
  }

  /// What the choice is for.
  enum Subject: Equatable, Sendable {
    /// The theme; this one was in force when the list was opened.
    case theme(before: Theme)
    /// The value of a control.
    case control(Control)
    /// A preset.
    case preset
  }

  /// What the choice is for.
  let subject: Subject
  /// The name of the list.
  let title: String
  /// The lines, at least one.
  let items: [Item]
  /// The line pointed at.
  private(set) var index: Int

  init(_ subject: Subject, title: String, items: [Item], index: Int = 0) {
    self.subject = subject
    self.title = title
    self.items = items
    self.index = max(0, min(index, items.count - 1))
  }

  /// The line pointed at.
  var item: Item { items[index] }

  /// Points at a line further up or down, or the nearest that exists.
  mutating func move(by lines: Int) {
    index = max(0, min(index + lines, items.count - 1))
  }
}
