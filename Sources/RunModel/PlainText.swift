/// Text from anywhere, made fit for a terminal, a browser or a sentence.
public enum PlainText {
  /// The text with U+FFFD for what a terminal would obey, or what turns the direction of writing or takes no room:
  /// control and formatting characters, and those that XML has no way to say. Where it is longer than `limit`
  /// characters, it ends there with `…`.
  public static func printable(_ text: String, limit: Int = .max) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    if text.unicodeScalars.dropFirst(limit).first != nil { result.append("…") }
    return String(result)
  }
}
