import TerminalUI

/// The parts of the screen that can be chosen, hidden, and enlarged to the whole of it.
enum Panel: String, CaseIterable, Sendable {
  case heatmap, controls, curve, loss
}

extension DashboardState {
  /// The panels that are on the screen, in the order of Tab.
  var panels: [Panel] {
    let layout = ScreenLayout(self)
    return Panel.allCases.filter { panel in
      switch panel {
      case .heatmap, .controls: true
      case .curve: layout?.curve != nil
      case .loss: layout?.loss != nil
      }
    }
  }

  /// Chooses the next panel, or the one before.
  mutating func focusNext(by direction: Int) {
    let panels = panels
    let index = panels.firstIndex(of: controls.focus) ?? 0
    controls.focus = panels[(index + direction + panels.count) % panels.count]
    if controls.enlarged != nil { controls.enlarged = controls.focus }
  }

  /// Gives the chosen panel the whole screen, or takes it back.
  mutating func toggleEnlarged() {
    controls.enlarged = controls.enlarged == nil ? controls.focus : nil
  }

  /// Takes the chosen panel off the screen; the heatmap stays, and hiding it shows all that was hidden.
  mutating func hidePanel() {
    controls.enlarged = nil
    if controls.focus == .heatmap {
      notice = Notice(
        text: controls.hidden.isEmpty
          ? "Tab chooses a panel to hide; hiding the heatmap brings all back" : "all panels are back")
      controls.hidden = []
    } else {
      hide(controls.focus)
    }
  }

  /// Takes a panel off the screen.
  mutating func hide(_ panel: Panel) {
    controls.hidden.insert(panel)
    notice = Notice(
      text: "the \(panel.rawValue) panel is hidden; the same key on the heatmap brings it back")
    controls.focus = .heatmap
  }

  /// How the edge of a panel is drawn: that of the chosen one stands out.
  func edge(of panel: Panel) -> Style { Style(controls.focus == panel ? .accent : .border) }
}
