import RunModel

/// Text that comes from a file made elsewhere.
public enum RecordedText {
  /// More than this is no name.
  private static let longest = 1000

  /// The text without what a terminal would obey, and no longer than a name can be.
  public static func printable(_ text: String) -> String { PlainText.printable(text, limit: longest) }
}
