import TerminalUI

/// A list to choose from, at the right edge of the screen, so that the picture's names and cells stay to be seen.
struct ListBox {
  let state: DashboardState
  let list: ListChooser

  /// Where the lines are, and which is the first of them.
  var lines: (rect: Rect, first: Int) {
    let names = list.items.map { TextWidth.columns($0.name) }.max() ?? 0
    let summaries = list.items.map { TextWidth.columns($0.summary) }.max() ?? 0
    // As wide as the sidebar at least, so that its edge is not cut.
    let sidebar = ScreenLayout(state)?.sidebar?.width ?? 0
    let width = min(
      state.width - 4, max(names + summaries + 6, TextWidth.columns(list.title) + 18, sidebar))
    let height = min(list.items.count, max(1, state.height - 6))
    let rect = Rect(
      x: state.width - width + 1, y: 2, width: width - 2,
      height: height)
    return (rect, max(0, min(list.index - height / 2, list.items.count - height)))
  }

  /// The edge around the lines.
  var box: Rect { lines.rect.inset(horizontal: -1, vertical: -1) }

  /// The line at a place on the screen.
  func line(atX x: Int, y: Int) -> Int? {
    let (rect, first) = lines
    guard rect.contains(x: x, y: y) else { return nil }
    return first + y - rect.y
  }

  func draw(into buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let (rect, first) = lines
    let box = self.box
    // A blank column at the side, so that no letter of the picture touches the edge; not over that of a panel.
    if box.x != ScreenLayout(state)?.sidebar?.x {
      buffer.fill(box.inset(horizontal: -1, vertical: 0), with: .blank)
    }
    buffer.fill(box, with: .blank)
    let hidden = list.items.count > rect.height
    let range = "\(first + 1)\(signs.dash)\(first + rect.height) of \(list.items.count)"
    buffer.box(
      box, titles: BoxTitles(title: list.title, note: "Esc closes", footer: hidden ? range : ""),
      capabilities: state.capabilities)
    let names = list.items.map { TextWidth.columns($0.name) }.max() ?? 0
    for line in 0..<rect.height {
      let item = list.items[first + line]
      let isChosen = first + line == list.index
      let ground: ColorRole = isChosen ? .selection : .background
      let y = rect.y + line
      if isChosen {
        buffer.fill(
          Rect(x: rect.x, y: y, width: rect.width, height: 1), with: Cell(" ", Style(.text, on: ground)))
      }
      var text = StyledLine(isChosen ? signs.pointer : " ", Style(.accent, on: ground, bold: true))
      text.add(item.name.padded(to: names + 2), Style(isChosen ? .accent : .text, on: ground, bold: isChosen))
      text.add(item.summary, Style(isChosen ? .text : .dim, on: ground))
      buffer.put(text.truncated(to: rect.width, state.capabilities), x: rect.x, y: y, maxWidth: rect.width)
    }
  }
}
