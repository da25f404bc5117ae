/// One cell of the screen: a glyph one column wide, and how it is drawn.
public struct Cell: Equatable, Hashable, Sendable {
  /// The glyph. The right half of a wide glyph holds `Cell.continuation`.
  public var glyph: Character
  /// How it is drawn.
  public var style: Style

  /// Makes a cell.
  public init(_ glyph: Character, _ style: Style = Style()) {
    self.glyph = glyph
    self.style = style
  }

  /// The glyph of a cell that is covered by the wide glyph to its left.
  public static let continuation: Character = "\u{0}"
  /// An empty cell.
  public static let blank = Cell(" ")
}

/// A grid of cells as a plain value: widgets draw into it, the terminal shows it, tests read it.
///
/// Writing outside the grid is allowed and does nothing, so that widgets need no special case at edges.
public struct Buffer: Equatable, Sendable {
  /// Columns.
  public let width: Int
  /// Rows.
  public let height: Int
  /// What `cells` gives; other modules reach it in the inlined subscript, which each frame calls for every cell.
  @usableFromInline var storage: [Cell]
  /// The cells, row by row: `cells[y * width + x]`.
  @inlinable public var cells: [Cell] { storage }

  /// An empty grid.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    storage = Array(repeating: .blank, count: self.width * self.height)
  }

  /// The whole grid as a rectangle.
  @inlinable public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// The cell at a place; blank outside the grid.
  @inlinable public subscript(x: Int, y: Int) -> Cell {
    get { holds(x: x, y: y) ? storage[y * width + x] : .blank }
    set { if holds(x: x, y: y) { storage[y * width + x] = newValue } }
  }

  @inlinable func holds(x: Int, y: Int) -> Bool { x >= 0 && x < width && y >= 0 && y < height }

  /// Fills a rectangle with one cell.
  public mutating func fill(_ rect: Rect, with cell: Cell) {
    let part = rect.intersection(bounds)
    guard !part.isEmpty else { return }
    mendCutGlyphs(around: part)
    for y in part.y..<part.maxY {
      for x in part.x..<part.maxX { storage[y * width + x] = cell }
    }
  }

  /// Changes how the cells of a rectangle are drawn and leaves their glyphs.
  public mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    let part = rect.intersection(bounds)
    guard !part.isEmpty else { return }
    for y in part.y..<part.maxY {
      for x in part.x..<part.maxX { change(&storage[y * width + x].style) }
    }
  }

  /// Blanks the outer halves of wide glyphs that reach into a rectangle which is about to be overwritten.
  mutating func mendCutGlyphs(around rect: Rect) {
    for y in rect.y..<rect.maxY {
      if self[rect.x, y].glyph == Cell.continuation { self[rect.x - 1, y].glyph = " " }
      if self[rect.maxX, y].glyph == Cell.continuation { self[rect.maxX, y].glyph = " " }
    }
  }

  /// The glyphs row by row without styles, trailing blanks removed: what a test compares with a picture.
  public var lines: [String] {
    (0..<height).map { y in
      let row = cells[y * width..<(y + 1) * width]
      var line = String(row.map(\.glyph).filter { $0 != Cell.continuation })
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}
