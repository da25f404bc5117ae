import TerminalUI

/// A line of text in pieces that are drawn differently.
struct StyledLine {
  private(set) var pieces: [(text: String, style: Style)] = []
  /// Columns.
  private(set) var width = 0

  init() {}

  init(_ text: String, _ style: Style = Style()) { add(text, style) }

  mutating func add(_ text: String, _ style: Style = Style()) {
    pieces.append((text, style))
    width += TextWidth.columns(text)
  }

  mutating func add(_ line: StyledLine) {
    pieces += line.pieces
    width += line.width
  }

  /// The line, cut to at most so many columns; where something was cut off, an ellipsis ends it.
  func truncated(to columns: Int, _ capabilities: Capabilities) -> StyledLine {
    guard width > columns else { return self }
    var line = StyledLine()
    for piece in pieces {
      let room = columns - line.width
      let isCut = line.width + TextWidth.columns(piece.text) >= columns
      // A piece that just fills the room gives its last letter to the ellipsis of what follows.
      line.add(isCut ? (piece.text + " ").truncated(to: room, capabilities) : piece.text, piece.style)
      if isCut { break }
    }
    return line
  }
}

extension Buffer {
  /// Writes a line to the right of `x`, `y`, clipped to `maxWidth` columns.
  mutating func put(_ line: StyledLine, x: Int, y: Int, maxWidth: Int) {
    var column = x
    for piece in line.pieces {
      column += put(piece.text, x: column, y: y, style: piece.style, maxWidth: x + maxWidth - column)
    }
  }
}

extension String {
  /// The text cut to so many columns in its middle: the ends of parameter names tell more than that.
  func truncatedInMiddle(to columns: Int, _ capabilities: Capabilities) -> String {
    guard TextWidth.columns(self) > columns, columns > 4 else { return truncated(to: columns, capabilities) }
    let kept = columns - 1
    // `layer4.1` is eight letters: the block stays whole where there is room for some of the end beside it.
    let head = max(kept / 2, min(8, kept - 4))
    var tail = ""
    for character in reversed() {
      if TextWidth.columns(character) + TextWidth.columns(tail) > kept - head { break }
      tail.insert(character, at: tail.startIndex)
    }
    return truncated(to: head + 1, capabilities) + tail
  }

  /// A parameter's name with `.weight` and `.bias` cut to a letter, and `downsample` to `down`.
  var shortName: String {
    let name = replacing(".downsample.", with: ".down.")
    for suffix in [".weight", ".bias"] where name.hasSuffix(suffix) {
      return String(name.dropLast(suffix.count - 2))
    }
    return name
  }

  /// The text in lines of at most so many columns, broken between words; longer words are cut.
  func wrapped(to columns: Int) -> [String] {
    guard columns > 0 else { return [] }
    var lines: [String] = []
    for word in split(separator: " ") {
      var word = String(word)
      if let last = lines.last, TextWidth.columns(last) + 1 + TextWidth.columns(word) <= columns {
        lines[lines.count - 1] += " " + word
        continue
      }
      while TextWidth.columns(word) > columns {
        var part = ""
        for character in word {
          if TextWidth.columns(part) + TextWidth.columns(character) > columns { break }
          part.append(character)
        }
        // A glyph wider than a line cannot be shown at all.
        guard !part.isEmpty else { return lines }
        lines.append(part)
        word.removeFirst(part.count)
      }
      if !word.isEmpty { lines.append(word) }
    }
    return lines
  }
}
