import TerminalUI

/// What happened, over the picture, the newest at the bottom.
struct LogBox {
  let state: DashboardState

  /// Where it is.
  var rect: Rect {
    let width = min(100, state.width - 4)
    let height = max(5, min(state.height - 4, state.controls.log.entries.count + 2, 30))
    return Rect(
      x: (state.width - width) / 2, y: state.height - 1 - height, width: width, height: height)
  }

  func draw(into buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let entries = state.controls.log.entries
    let room = rect.height - 2
    let last = max(min(room, entries.count), entries.count - state.controls.logScroll)
    buffer.fill(rect.inset(horizontal: -1, vertical: 0), with: .blank)
    let first = max(0, last - room)
    let range = "\(first + 1)\(signs.dash)\(last) of \(entries.count)"
    buffer.box(
      rect,
      titles: BoxTitles(title: "log", note: "Esc closes", footer: entries.count > room ? range : ""),
      capabilities: state.capabilities)
    if entries.isEmpty { buffer.put("nothing yet", x: rect.x + 2, y: rect.y + 1, style: Style(.dim)) }
    LogLines(state: state).draw(
      entries[first..<last], in: rect.inset(horizontal: 2, vertical: 1), of: &buffer)
  }
}

/// Lines of the log, with the steps at which they came.
struct LogLines {
  let state: DashboardState

  func draw(_ entries: ArraySlice<EventLog.Entry>, in rect: Rect, of buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let steps = entries.compactMap { $0.step.map { signs.grouped($0).count } }.max() ?? 0
    for (row, entry) in entries.enumerated().prefix(rect.height) {
      var line = StyledLine(
        (entry.step.map(signs.grouped) ?? "").padded(to: steps, rightAligned: true), Style(.dim))
      line.add(" ")
      let style: Style =
        switch entry.kind {
        case .event: Style(.text)
        case .warning: Style(.warning)
        case .stray: Style(.dim)
        }
      line.add(entry.text, style)
      buffer.put(
        line.truncated(to: rect.width, state.capabilities), x: rect.x, y: rect.y + row, maxWidth: rect.width)
    }
  }
}
