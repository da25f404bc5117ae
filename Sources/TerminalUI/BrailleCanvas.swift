/// A canvas of dots, two wide and four high in each cell, for curves finer than the grid of characters.
public struct BrailleCanvas: Equatable, Sendable {
  /// Dots from left to right: two for each column of cells.
  public let width: Int
  /// Dots from top to bottom: four for each row of cells.
  public let height: Int
  /// The dots of each cell, row by row, as the low byte of the Unicode braille pattern.
  private var patterns: [UInt8]
  private var columns: Int { width / 2 }

  /// An empty canvas that covers so many cells.
  public init(columns: Int, rows: Int) {
    width = 2 * max(0, columns)
    height = 4 * max(0, rows)
    patterns = Array(repeating: 0, count: max(0, columns) * max(0, rows))
  }

  /// Sets the dot at `x`, `y`, counted from the top left corner; does nothing outside the canvas.
  public mutating func set(x: Int, y: Int) {
    guard x >= 0 && x < width && y >= 0 && y < height else { return }
    patterns[y / 4 * columns + x / 2] |= Self.bits[y % 4][x % 2]
  }

  /// Sets the dots nearest to the straight line between two dots, both included; clipped to the canvas.
  public mutating func line(from a: (x: Int, y: Int), to b: (x: Int, y: Int)) {
    guard let (first, last) = clipped((Double(a.x), Double(a.y)), (Double(b.x), Double(b.y))) else { return }
    let (dx, dy) = (last.x - first.x, last.y - first.y)
    let steps = Int(max(abs(dx), abs(dy)).rounded(.up))
    for step in 0...steps {
      let t = steps == 0 ? 0 : Double(step) / Double(steps)
      set(x: Int((first.x + t * dx).rounded()), y: Int((first.y + t * dy).rounded()))
    }
  }

  /// Draws the cells that hold dots with their top left corner at `x`, `y`, and leaves the others.
  ///
  /// The ground of each cell stays as it is, so that a curve can cross a shaded band. Without Unicode a cell
  /// says in which half its dots are: `'` above, `.` below, `:` both.
  public func draw(
    into buffer: inout Buffer, x: Int, y: Int, style: Style, capabilities: Capabilities
  ) {
    for (index, pattern) in patterns.enumerated() where pattern != 0 {
      let (cellX, cellY) = (x + index % columns, y + index / columns)
      var cellStyle = style
      cellStyle.background = buffer[cellX, cellY].style.background
      let glyph = capabilities.unicode ? Self.braille(pattern) : Self.ascii(pattern)
      buffer[cellX, cellY] = Cell(glyph, cellStyle)
    }
  }

  /// The bit of each dot: `bits[row][column]`, in the numbering of the Unicode block at U+2800.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]
  private static let upperHalf: UInt8 = 0x1B

  private static func braille(_ pattern: UInt8) -> Character {
    // U+2800...U+28FF are all assigned, so the initialiser cannot fail.
    Character(Unicode.Scalar(0x2800 + UInt32(pattern))!)
  }

  private static func ascii(_ pattern: UInt8) -> Character {
    let above = pattern & upperHalf != 0
    let below = pattern & ~upperHalf != 0
    return above && below ? ":" : above ? "'" : "."
  }

  /// The part of a segment that lies on the canvas (Liang and Barsky 1984), so that the time taken is bounded by
  /// the canvas and not by the segment. Nil if none of it does.
  private func clipped(
    _ a: (x: Double, y: Double), _ b: (x: Double, y: Double)
  ) -> (from: (x: Double, y: Double), to: (x: Double, y: Double))? {
    guard !patterns.isEmpty else { return nil }
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    var (enter, leave) = (0.0, 1.0)
    // Each edge: how fast the segment leaves over it, and how far it has to go until then.
    let edges = [(-dx, a.x), (dx, Double(width - 1) - a.x), (-dy, a.y), (dy, Double(height - 1) - a.y)]
    for (speed, distance) in edges {
      if speed == 0 {
        if distance < 0 { return nil }
      } else if speed < 0 {
        enter = max(enter, distance / speed)
      } else {
        leave = min(leave, distance / speed)
      }
    }
    guard enter <= leave else { return nil }
    return ((a.x + enter * dx, a.y + enter * dy), (a.x + leave * dx, a.y + leave * dy))
  }
}
