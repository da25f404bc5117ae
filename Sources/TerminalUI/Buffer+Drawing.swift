/// Where text stands in the room that it is given.
public enum TextAlignment: Sendable {
  /// At the left edge.
  case left
  /// In the middle; one column left of it where the room is odd.
  case center
  /// At the right edge.
  case right
}

extension Buffer {
  /// Writes one line of text to the right of `x`, `y`.
  ///
  /// The text is clipped to the grid and to `maxWidth` columns. A wide glyph that does not fit whole is left out.
  /// Characters that must not reach a terminal (controls, bidirectional overrides) are shown as `?`.
  ///
  /// - Returns: How many columns the text took, so that the next piece starts at `x` plus that.
  @discardableResult
  public mutating func put(
    _ text: some StringProtocol, x: Int, y: Int, style: Style = Style(), maxWidth: Int? = nil
  ) -> Int {
    let end = x + min(width - x, max(0, maxWidth ?? width - x))
    var column = x
    for character in text {
      let glyph = character.printable
      let columns = TextWidth.columns(glyph)
      if columns == 0 { continue }  // A mark that stands on no letter.
      if column + columns > end { break }
      place(glyph, columns: columns, x: column, y: y, style: style)
      column += columns
    }
    return column - x
  }

  /// Writes one line of text into a row of a rectangle, aligned; clipped to it.
  ///
  /// - Returns: How many columns the text took.
  @discardableResult
  public mutating func put(
    _ text: some StringProtocol, in rect: Rect, row: Int = 0, alignment: TextAlignment = .left,
    style: Style = Style()
  ) -> Int {
    guard row >= 0 && row < rect.height else { return 0 }
    let room = max(0, rect.width - TextWidth.columns(text))
    let indent =
      switch alignment {
      case .left: 0
      case .center: room / 2
      case .right: room
      }
    return put(text, x: rect.x + indent, y: rect.y + row, style: style, maxWidth: rect.width - indent)
  }

  /// Writes a glyph of one or two columns. Wide glyphs that it cuts in half become blank, and so does a wide
  /// glyph which itself begins left of the grid.
  private mutating func place(_ glyph: Character, columns: Int, x: Int, y: Int, style: Style) {
    mendCutGlyphs(around: Rect(x: x, y: y, width: columns, height: 1))
    guard columns == 2 else {
      self[x, y] = Cell(glyph, style)
      return
    }
    let whole = x >= 0
    self[x, y] = Cell(glyph, style)
    self[x + 1, y] = Cell(whole ? Cell.continuation : " ", style)
  }
}

extension Character {
  /// The character itself, or `?` if it must not reach a terminal.
  var printable: Character {
    unicodeScalars.allSatisfy(TextWidth.isPrintable) ? self : "?"
  }
}
