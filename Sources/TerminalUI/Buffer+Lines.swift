/// The text that is set into the edges of a box; empty pieces are left out.
public struct BoxTitles: Equatable, Sendable {
  /// In the top edge, at the left.
  public var title: String
  /// In the top edge, at the right; dropped if it does not fit beside the title.
  public var note: String
  /// In the bottom edge, at the left.
  public var footer: String
  /// In the bottom edge, at the right; dropped if it does not fit beside the footer.
  public var footnote: String

  /// Makes the titles of a box.
  public init(title: String = "", note: String = "", footer: String = "", footnote: String = "") {
    self.title = title
    self.note = note
    self.footer = footer
    self.footnote = footnote
  }
}

extension Buffer {
  /// Draws a horizontal rule to the right of `x`, `y`.
  public mutating func horizontalLine(
    x: Int, y: Int, length: Int, style: Style = Style(.border), capabilities: Capabilities
  ) {
    let glyph: Character = capabilities.unicode ? "─" : "-"
    fill(Rect(x: x, y: y, width: length, height: 1), with: Cell(glyph, style))
  }

  /// Draws a vertical rule down from `x`, `y`.
  public mutating func verticalLine(
    x: Int, y: Int, length: Int, style: Style = Style(.border), capabilities: Capabilities
  ) {
    let glyph: Character = capabilities.unicode ? "│" : "|"
    fill(Rect(x: x, y: y, width: 1, height: length), with: Cell(glyph, style))
  }

  /// Draws the edge of a rectangle with titles set into it, `┌ title ──── note ┐`, and leaves what is inside.
  ///
  /// Titles at the left are cut with an ellipsis where room is short. A rectangle of fewer than two rows or
  /// columns has no inside and gets no edge.
  public mutating func box(
    _ rect: Rect, titles: BoxTitles = BoxTitles(), style: Style = Style(.border),
    titleStyle: Style = Style(.title), noteStyle: Style = Style(.dim), rounded: Bool = false,
    capabilities: Capabilities
  ) {
    guard rect.width >= 2 && rect.height >= 2 else { return }
    let right = rect.maxX - 1
    let bottom = rect.maxY - 1
    for y in [rect.y, bottom] {
      horizontalLine(x: rect.x, y: y, length: rect.width, style: style, capabilities: capabilities)
    }
    for x in [rect.x, right] {
      verticalLine(x: x, y: rect.y, length: rect.height, style: style, capabilities: capabilities)
    }
    let corners: [Character] =
      !capabilities.unicode ? ["+", "+", "+", "+"] : rounded ? ["╭", "╮", "╰", "╯"] : ["┌", "┐", "└", "┘"]
    self[rect.x, rect.y] = Cell(corners[0], style)
    self[right, rect.y] = Cell(corners[1], style)
    self[rect.x, bottom] = Cell(corners[2], style)
    self[right, bottom] = Cell(corners[3], style)

    let edge = Rect(x: rect.x + 1, y: rect.y, width: rect.width - 2, height: 1)
    putTitles(titles.title, titles.note, in: edge, titleStyle, noteStyle, capabilities)
    let base = Rect(x: rect.x + 1, y: bottom, width: rect.width - 2, height: 1)
    putTitles(titles.footer, titles.footnote, in: base, noteStyle, noteStyle, capabilities)
  }

  /// Sets a left and a right piece of text, each with a blank on both sides, into one edge of a box.
  private mutating func putTitles(
    _ left: String, _ right: String, in edge: Rect, _ leftStyle: Style, _ rightStyle: Style,
    _ capabilities: Capabilities
  ) {
    // Below one letter and an ellipsis between two blanks a title says nothing.
    let text = edge.width >= 4 ? left.truncated(to: edge.width - 2, capabilities) : ""
    let used = text.isEmpty ? 0 : put(" \(text) ", in: edge, style: leftStyle)
    let rightWidth = TextWidth.columns(right) + 2
    // At least one piece of the line stays between the two.
    guard !right.isEmpty && used + 1 + rightWidth <= edge.width else { return }
    put(" \(right) ", in: edge, alignment: .right, style: rightStyle)
  }
}
