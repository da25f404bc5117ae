import TerminalUI

/// The last line: the keys that count now, as many as have room; or a notice about the last one.
struct FooterPanel {
  let state: DashboardState

  func draw(into buffer: inout Buffer) {
    let room = buffer.width - 2
    let y = buffer.height - 1
    if let notice = state.notice {
      buffer.put(
        notice.text.truncated(to: room, state.capabilities), x: 1, y: y, style: Style(.warning))
      return
    }
    if let prompt = state.prompt {
      PromptLine(state: state, prompt: prompt).draw(in: Rect(x: 1, y: y, width: room, height: 1), of: &buffer)
      return
    }
    if let sentence = state.waitingFor {
      buffer.put(sentence.truncatedInMiddle(to: room, state.capabilities), x: 1, y: y, style: Style(.warning))
      return
    }
    if state.controls.greets {
      buffer.put(greeting.truncated(to: room, state.capabilities), x: 1, y: y, maxWidth: room)
      return
    }
    var shown = state.offeredBindings.filter { $0.context == state.context && $0.hint != nil }
    while line(shown).width > room, let last = shown.indices.max(by: { shown[$0].rank < shown[$1].rank }) {
      shown.remove(at: last)
    }
    buffer.put(line(shown), x: 1, y: y, maxWidth: room)
  }

  /// What someone who sees this for the first time needs to know.
  private var greeting: StyledLine {
    let unicode = state.capabilities.unicode
    var line = StyledLine("Welcome", Style(.title, bold: true))
    for (action, meaning) in [
      (Action.toggleHelp, "explains the keys"), (.control(.focusNext(1)), "goes to what can be set"),
      (.control(.openPalette), "takes commands"), (.quit, "quits"),
    ] {
      guard let key = state.controls.keys.label(of: action, unicode: unicode) else { continue }
      line.add(Signs(state.capabilities).separator, Style(.border))
      line.add(key, Style(.accent, bold: true))
      line.add(" " + meaning)
    }
    return line
  }

  private func line(_ bindings: [KeyBinding]) -> StyledLine {
    var line = StyledLine()
    for binding in bindings {
      if line.width > 0 { line.add(Signs(state.capabilities).separator, Style(.border)) }
      line.add(binding.label(state.capabilities), Style(.accent, bold: true))
      line.add(" " + hint(of: binding), Style(.dim))
    }
    return line
  }

  /// The hint of a key that switches says what it switches to.
  private func hint(of binding: KeyBinding) -> String {
    switch binding.routes[0].action {
    case .togglePause where state.wantsPause: "go on"
    case .rows(.nextGrouping): state.grouping.next.rawValue + "s"
    default: binding.hint ?? ""
    }
  }
}
