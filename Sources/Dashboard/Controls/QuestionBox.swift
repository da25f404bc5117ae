import TerminalUI

/// The question whether a new run may begin, over the picture: what would be different, and what becomes of the old.
struct QuestionBox {
  let state: DashboardState

  func draw(into buffer: inout Buffer) {
    let lines = self.lines(width: min(60, buffer.width - 8))
    let inner = lines.map(\.width).max() ?? 0
    let box = Rect(
      x: (buffer.width - inner - 4) / 2, y: max(1, (buffer.height - lines.count - 2) / 2), width: inner + 4,
      height: lines.count + 2)
    // A blank column on both sides, so that no letter of the picture touches the edge.
    buffer.fill(box.inset(horizontal: -1, vertical: 0), with: .blank)
    buffer.box(
      box, titles: BoxTitles(title: "a new run"), style: Style(.accent), capabilities: state.capabilities)
    for (index, line) in lines.enumerated() {
      buffer.put(line, x: box.x + 2, y: box.y + 1 + index, maxWidth: inner)
    }
  }

  private func lines(width: Int) -> [StyledLine] {
    let signs = Signs(state.capabilities)
    let (now, wanted) = (state.planInForce, state.plan)
    var lines: [StyledLine] = []
    for control in wanted.controls where control.section != .picture {
      let value = control.section == .run ? wanted.shown(control, signs) : draftText(of: control)
      guard value != now.shown(control, signs) else { continue }
      var line = StyledLine(control.entry.title.padded(to: 11), Style(.dim))
      line.add("\(now.shown(control, signs)) \(signs.arrow) ", Style(.text))
      line.add(value, Style(.accent, bold: true))
      lines.append(line.truncated(to: width, state.capabilities))
    }
    let room = max(2, state.height - 12)
    if lines.count > room { lines = lines.prefix(room - 1) + [StyledLine(signs.ellipsis, Style(.dim))] }
    if lines.isEmpty { lines = [StyledLine("The same settings, from step 1.")] }
    let end = "The run under way ends; what was recorded of it stays.".wrapped(to: width)
    lines += [StyledLine()] + end.map { StyledLine($0, Style(.dim)) } + [StyledLine()]
    for (key, meaning) in [
      ("y", "start it now"), ("m", "change more first; R starts it"), ("Esc", "leave all as it is"),
    ] {
      var line = StyledLine(key.padded(to: 7), Style(.accent, bold: true))
      line.add(meaning)
      lines.append(line)
    }
    return lines
  }

  /// The value of a control of the optimizer that the new run would begin with.
  private func draftText(of control: Control) -> String {
    var plan = state.plan
    if let optimizer = state.controls.draft?.configuration.optimizer { plan.optimizer = optimizer }
    return plan.shown(control, Signs(state.capabilities))
  }
}
