import TerminalUI

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
    /// A list is open.
    case list
    /// The list of controls has the keys.
    case sidebar
    /// The question about a new run is open.
    case question
    /// The log is open.
    case log
    /// A command is being typed.
    case palette
    /// What is looked for in the help is being typed.
    case search
    /// Something is typed into the line at the bottom.
    case prompt
    /// The selected layer has the whole screen.
    case inspector
    /// The session waits since something was not finite; the keys of `main` count too.
    case diverged

    /// Whether characters without a meaning of their own are typed into something.
    var takesText: Bool {
      switch self {
      case .edit, .palette, .search, .prompt: true
      case .main, .chooser, .help, .list, .sidebar, .question, .log, .inspector, .diverged: false
      }
    }
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
