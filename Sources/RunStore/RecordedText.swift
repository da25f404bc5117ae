/// Text that comes from a file made elsewhere.
public enum RecordedText {
  /// More than this is no name.
  private static let longest = 1000

  /// The text without what a terminal would obey: control characters, and marks that turn the direction of writing or
  /// take no room, are shown as `�`; beyond a thousand characters it is cut off.
  public static func printable(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(longest).map { scalar -> Unicode.Scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
        "\u{FFFD}"
      default: scalar
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}
