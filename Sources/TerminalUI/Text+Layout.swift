extension Capabilities {
  /// The sign that text was cut off: `…`, or `~` without Unicode.
  public var ellipsis: Character { unicode ? "…" : "~" }
}

extension StringProtocol {
  /// The text, cut to at most so many columns; where something was cut off, an ellipsis ends it.
  public func truncated(to columns: Int, _ capabilities: Capabilities) -> String {
    if TextWidth.columns(self) <= columns { return String(self) }
    guard columns > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in self {
      let width = TextWidth.columns(character)
      if used + width > columns - 1 { break }
      kept.append(character)
      used += width
    }
    kept.append(capabilities.ellipsis)
    return kept
  }

  /// The text with blanks on the right (or, right-aligned, on the left) to fill so many columns.
  public func padded(to columns: Int, rightAligned: Bool = false) -> String {
    let blanks = String(repeating: " ", count: Swift.max(0, columns - TextWidth.columns(self)))
    return rightAligned ? blanks + self : self + blanks
  }
}
