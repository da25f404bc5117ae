import RunModel
import TerminalUI

/// The commands of the palette that take a value and set none of the controls.
enum ValuedCommand: String, CaseIterable, Sendable {
  case step, layer, zoom, filter, preset, fork, enlarge, hide

  /// What it does, for the list of commands.
  var help: String {
    switch self {
    case .step: "look at a step"
    case .layer: "select the row of this name"
    case .zoom: "show so many steps a column, a power of two, or the whole run"
    case .filter: "only rows with a name, or conv, norm, bias, fc"
    case .preset: "take settings that have a name"
    case .fork: "go on in a new run from here under this optimizer"
    case .enlarge: "give a panel the whole screen"
    case .hide: "take a panel off the screen, or put it back"
    }
  }

  /// The values that can be completed to; empty where any may be typed.
  func values(_ state: DashboardState) -> [ListChooser.Item] {
    switch self {
    case .step: []
    case .layer: (state.rowSet?.rows ?? []).map { ListChooser.Item(name: $0.name, summary: "") }
    case .zoom:
      (0...state.coarsestLevel).map { ListChooser.Item(name: "\(1 << $0)", summary: "steps a column") }
        + [ListChooser.Item(name: "whole", summary: "the whole run")]
    case .filter:
      LayerKind.allCases.map(\.rawValue).filter { state.rowSet?.rows(matching: $0).isEmpty == false }
        .map { ListChooser.Item(name: $0, summary: "") }
    case .preset:
      state.controls.options.presets.map { ListChooser.Item(name: $0.name, summary: $0.summary) }
    case .fork: OptimizerRule.allCases.map { ListChooser.Item(name: $0.rawValue, summary: $0.entry.summary) }
    case .enlarge: Panel.allCases.map { ListChooser.Item(name: $0.rawValue, summary: "") }
    case .hide:
      Panel.allCases.filter { $0 != .heatmap }.map { panel in
        ListChooser.Item(
          name: panel.rawValue, summary: state.controls.hidden.contains(panel) ? "hidden now" : "")
      }
    }
  }
}

extension DashboardState {
  /// Carries out a command with its value.
  ///
  /// - Throws: Why it is refused; then nothing has changed.
  mutating func perform(_ command: ValuedCommand, _ text: String) throws(ControlProblem) -> [Effect] {
    switch command {
    case .step: try answer(.step, with: text)
    case .filter:
      guard rowSet?.rows(matching: text).isEmpty == false else {
        throw ControlProblem("no \(grouping.rawValue) matches \"\(text)\"")
      }
      try answer(.filter, with: text)
    case .layer:
      guard let row = rowView.shown.firstIndex(where: { rowSet?.rows[$0].name == text }) else {
        throw ControlProblem(
          "no \(grouping.rawValue) that is shown is called \"\(text)\"; Tab completes names")
      }
      select(row: row)
    case .zoom: try zoom(to: text)
    case .preset:
      guard let preset = controls.options.presets.first(where: { $0.name == text }) else {
        throw unknown(text, command)
      }
      return take(preset)
    case .fork:
      guard let rule = OptimizerRule(rawValue: text) else { throw unknown(text, command) }
      return forkOrTell(under: rule)
    case .enlarge:
      controls.focus = try panel(text, command)
      controls.enlarged = controls.focus
    case .hide:
      let panel = try panel(text, command)
      controls.enlarged = nil
      if controls.hidden.remove(panel) == nil { hide(panel) }
    }
    return []
  }

  /// Does at once what would be asked for at the bottom of the screen.
  private mutating func answer(_ purpose: Prompt.Purpose, with text: String) throws(ControlProblem) {
    _ = perform(PromptAction.open(purpose))
    defer { prompt = nil }
    prompt?.field.take(.clear)
    for character in text {
      prompt?.field.take(.type(character))
      if let problem = prompt?.field.problem { throw ControlProblem(problem) }
    }
    followFilter()
    _ = perform(PromptAction.accept)
    if let problem = prompt?.field.problem { throw ControlProblem(problem) }
  }

  private mutating func zoom(to text: String) throws(ControlProblem) {
    if text == "whole" {
      _ = perform(TimeAction.wholeRun)
      return
    }
    guard let steps = Int(text), steps > 0, steps & (steps - 1) == 0,
      steps.trailingZeroBitCount <= coarsestLevel
    else {
      throw ControlProblem(
        "a column cannot hold \"\(text)\" steps; give a power of two up to \(1 << coarsestLevel), or whole")
    }
    zoom(by: steps.trailingZeroBitCount - (window?.level ?? 0))
    notice = nil
  }

  /// The level at which the picture holds the whole run.
  var coarsestLevel: Int { TimeView.level(holding: max(1, lastStep), width: window?.width ?? 1) }

  private func panel(_ text: String, _ command: ValuedCommand) throws(ControlProblem) -> Panel {
    guard let panel = Panel(rawValue: text), command != .hide || panel != .heatmap else {
      throw unknown(text, command)
    }
    return panel
  }

  private func unknown(_ text: String, _ command: ValuedCommand) -> ControlProblem {
    let names = command.values(self).map(\.name).joined(separator: ", ")
    return ControlProblem("\(command.rawValue) does not know \"\(text)\"; take \(names)")
  }
}
