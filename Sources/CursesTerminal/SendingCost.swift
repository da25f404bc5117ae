import TerminalUI

/// The bytes that changed cells take on the line to the terminal, from above: what ncurses sends is seldom more.
struct SendingCost {
  /// The bytes so far.
  private(set) var bytes = 0
  private let colors: Int
  private var last: (x: Int, y: Int, style: Style)?

  /// The cells between two changed ones that ncurses sends again, rather than to move the cursor.
  private static let gap = 8
  /// `ESC [ 100 ; 300 H`.
  private static let movement = 10
  /// `ESC ( B ESC [ m ESC [ 1 m`.
  private static let attributes = 10

  /// Nothing was sent yet to a terminal of so many colours.
  init(depth: ColorDepth) {
    // ncurses sends both colours, even if only one of them changes.
    colors =
      switch depth {
      case .none: 0
      case .basic8, .basic16: 2 * 5
      case .palette256: 2 * 11  // `ESC [ 38 ; 5 ; 123 m`
      case .trueColor: 2 * 20  // `ESC [ 38 : 2 : : 123 : 123 : 123 m`
      }
  }

  /// Adds a cell that has changed; cells of a line come from left to right.
  mutating func add(_ buffer: Buffer, x: Int, y: Int) {
    var first = x
    if let last, last.y == y, x - last.x <= Self.gap + 1 {
      first = last.x + 1
    } else {
      bytes += Self.movement
    }
    for place in first...x { add(buffer[place, y]) }
    last = (x, y, buffer[x, y].style)
  }

  private mutating func add(_ cell: Cell) {
    guard cell.glyph != Cell.continuation else { return }
    bytes += cell.glyph.utf8.count
    if let style = last?.style, style == cell.style { return }
    bytes += colors
    let (old, new) = (last?.style ?? Style(), cell.style)
    if (old.bold, old.underline, old.reverse) != (new.bold, new.underline, new.reverse) {
      bytes += Self.attributes
    }
    last?.style = new
  }
}
