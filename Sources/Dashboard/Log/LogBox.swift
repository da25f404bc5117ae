import TerminalUI

/// What happened, over the picture, the newest at the bottom.
struct LogBox {
  let state: DashboardState
  private let width: Int
  private let lines: [StyledLine]

  init(state: DashboardState) {
    self.state = state
    width = min(100, state.width - 4)
    lines = LogLines(state: state).lines(width: width - 4)
  }

  /// Where it is.
  var rect: Rect {
    let height = max(5, min(state.height - 4, lines.count + 2, 30))
    return Rect(
      x: (state.width - width) / 2, y: state.height - 1 - height, width: width, height: height)
  }

  /// How many lines can be scrolled away below.
  var lastScroll: Int { max(0, lines.count - (rect.height - 2)) }

  func draw(into buffer: inout Buffer) {
    let rect = self.rect
    let room = rect.height - 2
    let last = lines.count - min(lastScroll, state.controls.logScroll)
    let first = max(0, last - room)
    buffer.fill(rect.inset(horizontal: -1, vertical: 0), with: .blank)
    let range = "\(first + 1)\(Signs(state.capabilities).dash)\(last) of \(lines.count)"
    buffer.box(
      rect,
      titles: BoxTitles(title: "log", note: "Esc closes", footer: lines.count > room ? range : ""),
      capabilities: state.capabilities)
    if lines.isEmpty { buffer.put("nothing yet", x: rect.x + 2, y: rect.y + 1, style: Style(.dim)) }
    for (row, line) in lines[first..<last].enumerated() {
      buffer.put(line, x: rect.x + 2, y: rect.y + 1 + row, maxWidth: rect.width - 4)
    }
  }
}

/// The log as lines, with the steps at which things happened.
struct LogLines {
  let state: DashboardState

  /// All lines in `width` columns; a text that has no room in one goes on in the next.
  func lines(width: Int) -> [StyledLine] {
    let signs = Signs(state.capabilities)
    let entries = state.controls.log.entries
    let steps = entries.compactMap { $0.step.map { signs.grouped($0).count } }.max() ?? 0
    return entries.flatMap { entry in
      let fits = TextWidth.columns(entry.text) < width - steps
      let texts = fits ? [entry.text] : entry.text.wrapped(to: width - steps - 1)
      return texts.enumerated().map { index, text in
        let step = index == 0 ? entry.step.map(signs.grouped) ?? "" : ""
        var line = StyledLine(step.padded(to: steps, rightAligned: true) + " ", Style(.dim))
        line.add(text, style(of: entry.kind))
        return line
      }
    }
  }

  private func style(of kind: EventLog.Kind) -> Style {
    switch kind {
    case .event: Style(.text)
    case .warning: Style(.warning)
    case .stray: Style(.dim)
    }
  }
}
