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
    buffer.put(line(hints[...]), x: 1, y: y, maxWidth: room)
  }

  /// The key that is named at a place in the line.
  func key(atX x: Int) -> Key? {
    guard state.notice == nil, state.prompt == nil, state.waitingFor == nil, !state.controls.greets else {
      return nil
    }
    let hints = self.hints
    for end in 1...max(1, hints.count) where hints.count >= end && x <= line(hints[..<end]).width {
      return x > 0 ? hints[end - 1].routes.first?.key : nil
    }
    return nil
  }

  /// The keys that have room.
  private var hints: [KeyBinding] {
    var shown = state.offeredBindings.filter { $0.context == state.context && $0.hint != nil }
    while line(shown[...]).width > state.width - 2,
      let last = shown.indices.max(by: { shown[$0].rank < shown[$1].rank })
    {
      shown.remove(at: last)
    }
    return shown
  }

  /// What someone who sees this for the first time needs to know.
  private var greeting: StyledLine {
    let unicode = state.capabilities.unicode
    var line = StyledLine("Welcome", Style(.title, bold: true))
    for (action, meaning) in [
      (Action.togglePause, "pauses"), (.toggleHelp, "explains keys"),
      (.control(.focusNext(1)), "sets things"), (.control(.openPalette), "commands"), (.quit, "quits"),
    ] where state.offers(action) {
      guard let key = state.controls.keys.label(of: action, unicode: unicode) else { continue }
      line.add(Signs(state.capabilities).separator, Style(.border))
      line.add(key, Style(.accent, bold: true))
      line.add(" " + meaning)
    }
    return line
  }

  private func line(_ bindings: ArraySlice<KeyBinding>) -> StyledLine {
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
    case .applyEdit: state.edit.map { "apply \($0.control.moment.text)" } ?? binding.hint ?? ""
    case .applyChoice where state.chooser?.isFork == true: "go on in a new run"
    case .rows(.nextGrouping): state.grouping.next.rawValue + "s"
    default: binding.hint ?? ""
    }
  }
}
