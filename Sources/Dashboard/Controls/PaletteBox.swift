import TerminalUI

/// The line for commands with what it can become, at the foot of the screen.
struct PaletteBox {
  let state: DashboardState
  let palette: CommandPalette

  private static let mostLines = 10

  /// Where the suggestions are, and which is the first of them.
  var lines: (rect: Rect, first: Int) {
    let count = state.suggestions.count
    let height = min(count, Self.mostLines, max(1, state.height - 8))
    let rect = Rect(x: 2, y: state.height - 2 - height, width: min(state.width - 4, 92), height: height)
    return (rect, max(0, min(palette.index - height / 2, count - height)))
  }

  /// The edge around it all.
  var box: Rect {
    let rect = lines.rect
    return Rect(x: rect.x - 1, y: rect.y - 2, width: rect.width + 2, height: rect.height + 3)
  }

  func draw(into buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let suggestions = state.suggestions
    let (rect, first) = lines
    let box = self.box
    // A blank column on both sides, so that no letter of the picture touches the edge.
    buffer.fill(box.inset(horizontal: -1, vertical: 0), with: .blank)
    buffer.box(
      box, titles: BoxTitles(title: "command", note: "Esc closes"), style: Style(.accent),
      capabilities: state.capabilities)
    var line = StyledLine(":", Style(.accent, bold: true))
    line.add(palette.field.text, Style(palette.field.problem == nil ? .text : .warning, bold: true))
    line.add(signs.cursor, Style(.accent))
    if let problem = palette.field.problem { line.add("  " + problem, Style(.warning)) }
    buffer.put(
      line.truncated(to: rect.width, state.capabilities), x: rect.x, y: rect.y - 1, maxWidth: rect.width)

    let names = min(rect.width / 2, suggestions.map { TextWidth.columns($0.command) }.max() ?? 0)
    for (row, suggestion) in suggestions.dropFirst(first).prefix(rect.height).enumerated() {
      let isPointed = first + row == palette.index
      let ground: ColorRole = isPointed ? .selection : .background
      let y = rect.y + row
      if isPointed {
        buffer.fill(
          Rect(x: rect.x, y: y, width: rect.width, height: 1), with: Cell(" ", Style(.text, on: ground)))
      }
      var text = StyledLine(isPointed ? signs.pointer : " ", Style(.accent, on: ground, bold: true))
      text.add(
        suggestion.command.truncated(to: names, state.capabilities).padded(to: names + 2),
        Style(isPointed ? .accent : .text, on: ground, bold: isPointed))
      text.add(suggestion.help, Style(isPointed ? .text : .dim, on: ground))
      buffer.put(text.truncated(to: rect.width, state.capabilities), x: rect.x, y: y, maxWidth: rect.width)
    }
  }
}
