/// Why there can be no screen.
public enum TerminalError: Error, Equatable, CustomStringConvertible {
  /// Standard input or output is a file, a pipe, or closed.
  case notATerminal(stream: String)
  /// The variable `TERM` is not set.
  case typeNotSet
  /// The terminal cannot place its cursor.
  case tooSimple(type: String)
  /// Terminfo knows no such terminal.
  case unknownType(String)
  /// The system refused something.
  case system(operation: String, message: String)

  /// What is wrong and what to do, in one sentence.
  public var description: String {
    switch self {
    case .notATerminal(let stream):
      "there is no screen to draw on, since standard \(stream) is not a terminal: run it in one, or with --headless"
    case .typeNotSet:
      "the kind of terminal is not known, since TERM is not set: set it (often to xterm-256color), or run with "
        + "--headless"
    case .tooSimple(let type):
      "a terminal of the type TERM=\(type) cannot place text on its screen: set TERM to the type that it really is, "
        + "or run with --headless"
    case .unknownType(let type):
      "terminfo does not know the terminal type TERM=\(type): install the package ncurses-term, set TERM to a known "
        + "type, or run with --headless"
    case .system(let operation, let message):
      "the terminal cannot be used, since \(operation) failed (\(message)): run with --headless"
    }
  }
}
