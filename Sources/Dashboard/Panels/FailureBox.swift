import TerminalUI

/// Why training cannot go on, over the picture until it is put away.
struct FailureBox {
  let state: DashboardState
  let sentence: String

  func draw(into buffer: inout Buffer) {
    let inner = min(64, buffer.width - 8)
    let lines = Array(sentence.wrapped(to: inner).prefix(buffer.height - 6))
    let box = Rect(
      x: (buffer.width - inner - 4) / 2, y: max(1, (buffer.height - lines.count - 2) / 2), width: inner + 4,
      height: lines.count + 2)
    // A blank column on both sides, so that no letter of the picture touches the edge.
    buffer.fill(box.inset(horizontal: -1, vertical: 0), with: .blank)
    buffer.box(
      box,
      titles: BoxTitles(
        title: "training failed", footnote: "Esc closes \(Signs(state.capabilities).dash) q quits"),
      style: Style(.error), titleStyle: Style(.error, bold: true), capabilities: state.capabilities)
    for (index, line) in lines.enumerated() {
      buffer.put(line, x: box.x + 2, y: box.y + 1 + index, maxWidth: inner)
    }
  }
}
