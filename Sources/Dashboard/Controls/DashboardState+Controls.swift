import RunModel
import TerminalUI

extension DashboardState {
  /// What is in force, with what was asked for and is waited for.
  var plan: SettingPlan {
    var plan = planInForce
    plan.optimizer = pendingOptimizer ?? optimizer
    if let draft = controls.draft { plan.request = draft }
    return plan
  }

  /// What is in force now.
  var planInForce: SettingPlan {
    SettingPlan(
      optimizer: optimizer, request: currentRequest, picture: pictureSettings, options: controls.options,
      quantities: quantities, isComparing: comparison != nil)
  }

  /// The run that is under way.
  var currentRequest: RunRequest {
    RunRequest(configuration: configuration, dataset: controls.options.dataset)
  }

  /// Does what a key of the controls is bound to.
  mutating func perform(_ action: ControlAction) -> [Effect] {
    switch action {
    case .openThemes: openThemes()
    case .openPresets: openPresets()
    case .listBy(let lines): return moveInList(by: lines)
    case .takeFromList: return takeFromList()
    case .closeList: return closeList()
    case .focusNext(let direction): focusNext(by: direction)
    case .focus(let panel):
      controls.focus = panel
      controls.enlarged = nil
    case .enlarge: toggleEnlarged()
    case .hide: hidePanel()
    case .controlBy(let lines): pointAtControl(by: lines)
    case .openControl: openControl()
    case .stepControl(let direction): return step(controls.selected, by: direction)
    case .undo: return undo()
    case .reload: return [.reload]
    case .copy: return copy()
    case .export: return export()
    case .toggleLog:
      controls.isLogOpen.toggle()
      controls.logScroll = 0
    case .scrollLog(let lines):
      controls.logScroll = max(0, min(controls.logScroll + lines, LogBox(state: self).lastScroll))
    case .openPalette: controls.palette = CommandPalette()
    case .closePalette: controls.palette = nil
    case .completeCommand: completeCommand()
    case .runCommand: return runCommand()
    case .paletteBy(let lines): moveInPalette(by: lines)
    case .openHelpSearch: openHelpSearch()
    case .keepHelpSearch: controls.helpSearch.isOpen = false
    case .dropHelpSearch: controls.helpSearch = HelpSearch()
    case .scrollHelp(let lines): scrollHelp(by: lines)
    case .askForNewRun: askForNewRun()
    case .startNewRun: return startNewRun()
    case .keepNewRun: controls.isAsking = false
    case .dropNewRun: dropNewRun()
    }
    return []
  }

  private mutating func pointAtControl(by lines: Int) {
    let all = plan.controls
    let index = (all.firstIndex(of: controls.selected) ?? 0) + lines
    controls.selected = all[max(0, min(index, all.count - 1))]
  }

  /// Opens the list of the control's values, or begins to type one.
  private mutating func openControl() {
    let control = controls.selected
    if control == .optimizer, canCommand {
      _ = perform(.openChooser)
    } else if plan.choices(of: control).isEmpty {
      edit = ValueEdit(control)
    } else {
      openChoices(of: control)
    }
  }
}
