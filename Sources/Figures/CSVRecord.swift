import RunModel

/// A line of comma-separated values after RFC 4180.
public enum CSVRecord {
  /// The fields between commas, each quoted where it must be, with the line's end; characters that a terminal would obey
  /// are replaced, see `PlainText.printable`.
  public static func text(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\r\n"
  }

  private static func field(_ text: String) -> String {
    let text = PlainText.printable(text)
    guard text.contains(where: { ",\"".contains($0) }) else { return text }
    return "\"" + text.replacing("\"", with: "\"\"") + "\""
  }
}
