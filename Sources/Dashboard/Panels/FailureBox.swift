import TerminalUI

/// Why training cannot go on, over the picture until it is put away.
struct FailureBox {
  let state: DashboardState
  let sentence: String

  func draw(into buffer: inout Buffer) {
    let box = MessageBox(
      title: "training failed", footnote: "Esc closes \(Signs(state.capabilities).dash) q quits",
      style: Style(.error), capabilities: state.capabilities)
    let lines = sentence.wrapped(to: MessageBox.room(on: buffer.width))
    box.draw(lines.map { StyledLine($0) }, into: &buffer)
  }
}
