/// Why a theme cannot be used.
public enum ThemeError: Error, Equatable, CustomStringConvertible {
  /// Neither a known theme nor the path of a file.
  case unknownName(String, known: [String])
  /// The file cannot be read.
  case unreadable(file: String)
  /// The file is not TOML.
  case syntax(file: String, line: Int, message: String)
  /// A key that themes do not have.
  case unknownKey(String, file: String, line: Int)
  /// A value that its key cannot have.
  case badValue(key: String, file: String, line: Int, expected: String)
  /// A role without a colour.
  case missing(role: ColorRole, file: String)

  /// What is wrong, where, and what to do, in one sentence.
  public var description: String {
    switch self {
    case .unknownName(let name, let known):
      "there is no theme \"\(name)\": use \(known.joined(separator: ", ")), or the path of a .toml file"
    case .unreadable(let file):
      "the theme file \(file) cannot be read: give the path of a readable UTF-8 file"
    case .syntax(let file, let line, let message):
      "the theme file \(file) is not valid TOML at line \(line): \(message)"
    case .unknownKey(let key, let file, let line):
      "the theme file \(file) has the unknown key \"\(key)\" at line \(line): compare it with what layertop theme dark prints"
    case .badValue(let key, let file, let line, let expected):
      "the theme file \(file) gives \"\(key)\" at line \(line) a wrong value: write \(expected)"
    case .missing(let role, let file):
      "the theme file \(file) gives no colour to \"\(role.rawValue)\": add it under [colors]"
    }
  }
}
