import TerminalUI

/// Lines in a box over the middle of the picture.
struct MessageBox {
  let title: String
  let footnote: String
  let style: Style
  let capabilities: Capabilities

  /// Columns that a line has on a screen of so many.
  static func room(on width: Int) -> Int { min(64, width - 8) }

  func draw(_ lines: [StyledLine], into buffer: inout Buffer) {
    let room = Self.room(on: buffer.width)
    let shown = lines.prefix(buffer.height - 6)
    let box = Rect(
      x: (buffer.width - room - 4) / 2, y: max(1, (buffer.height - shown.count - 2) / 2), width: room + 4,
      height: shown.count + 2)
    // A blank column on both sides, so that no letter of the picture touches the edge.
    buffer.fill(box.inset(horizontal: -1, vertical: 0), with: .blank)
    var titleStyle = style
    titleStyle.bold = true
    buffer.box(
      box, titles: BoxTitles(title: title, footnote: footnote), style: style, titleStyle: titleStyle,
      capabilities: capabilities)
    for (index, line) in shown.enumerated() {
      buffer.put(line, x: box.x + 2, y: box.y + 1 + index, maxWidth: room)
    }
  }
}
