/// Text from anywhere, made fit for a file that a terminal or a browser may show.
public enum PlainText {
  /// The text with U+FFFD for what a terminal would obey, or what turns the direction of writing or takes no room:
  /// control and formatting characters, and those that XML has no way to say.
  public static func printable(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
        result.unicodeScalars.append("\u{FFFD}")
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The same with the characters that XML and HTML take for themselves as entities.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for character in printable(text).unicodeScalars {
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(character)
      }
    }
    return result
  }
}
