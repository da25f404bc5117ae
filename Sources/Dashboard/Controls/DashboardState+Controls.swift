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
  private var currentRequest: RunRequest {
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
      controls.logScroll = max(0, min(controls.logScroll + lines, controls.log.entries.count - 1))
    case .openPalette: controls.palette = CommandPalette()
    case .closePalette: controls.palette = nil
    case .completeCommand: completeCommand()
    case .runCommand: return runCommand()
    case .paletteBy(let lines): moveInPalette(by: lines)
    case .eraseInField: editField { $0.erase() }
    case .eraseWordInField: editField { $0.eraseWord() }
    case .clearField: editField { $0.text = "" }
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

  /// Takes a character where something is typed.
  mutating func typeIn(_ character: Character) {
    switch context {
    case .edit: edit?.type(character)
    case .prompt: type(character)
    default: editField { $0.type(character) }
    }
  }

  /// Changes the line that is being typed; what was said about it before no longer counts.
  private mutating func editField(_ change: (inout TextField) -> Void) {
    if controls.palette != nil {
      change(&controls.palette!.field)
      controls.palette?.index = 0
      controls.palette?.problem = nil
    } else if controls.helpSearch.isOpen {
      change(&controls.helpSearch.field)
      controls.helpSearch.scroll = 0
    }
  }

  // MARK: Values

  /// Gives a control a value, and puts it in force.
  ///
  /// - Throws: Why it is refused; then nothing has changed.
  mutating func set(_ control: Control, to text: String) throws(ControlProblem) -> [Effect] {
    var wanted = plan
    try wanted.set(control, to: text)
    return try putInForce(wanted)
  }

  /// The same, with a refusal told in the last line.
  mutating func setOrTell(_ control: Control, to text: String) -> [Effect] {
    do throws(ControlProblem) {
      return try set(control, to: text)
    } catch {
      notice = Notice(text: error.sentence)
      return []
    }
  }

  /// Takes all values of a preset, or none.
  mutating func take(_ preset: Preset) -> [Effect] {
    var wanted = plan
    do throws(ControlProblem) {
      for (name, value) in preset.settings {
        guard let control = Control(name: name) else {
          throw ControlProblem("there is no control \"\(name)\"")
        }
        try wanted.set(control, to: value)
      }
      return try putInForce(wanted)
    } catch {
      notice = Notice(text: "preset \(preset.name): \(error.sentence)")
      return []
    }
  }

  /// The next value of a control up or down.
  private mutating func step(_ control: Control, by direction: Int) -> [Effect] {
    guard let value = plan.step(control, by: direction) else {
      let way = plan.choices(of: control).isEmpty ? "Enter types a value" : "Enter lists the values"
      say("\(control.entry.title) goes no further than \(plan.shown(control, Signs(capabilities))); \(way)")
      return []
    }
    return setOrTell(control, to: value)
  }

  /// What takes a new run is kept until it is asked about; the rest is done.
  private mutating func putInForce(_ wanted: SettingPlan) throws(ControlProblem) -> [Effect] {
    let now = plan
    var effects = show(wanted.picture)
    if wanted.request != now.request {
      guard controls.options.canBegin else {
        throw ControlProblem("this run is recorded; layertop run begins another")
      }
      // Once it waits for more to be changed, it is not asked about again.
      controls.isAsking = controls.draft == nil
      controls.draft = wanted.request
      controls.draft?.configuration.optimizer = wanted.optimizer
      return effects
    }
    guard wanted.optimizer != now.optimizer else { return effects }
    guard canCommand else { throw ControlProblem(refusal) }
    effects += change { $0 = wanted.optimizer }
    return effects
  }

  // MARK: The list of controls

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

  // MARK: Undo

  /// Takes note of what the last key changed.
  mutating func settle() {
    guard controls.list == nil else { return }
    let now = plan
    defer { controls.settled = now }
    guard let before = controls.settled, before.differsInWhatCanBeUndone(from: now) else { return }
    controls.undo.append(before)
    if controls.undo.count > 100 { controls.undo.removeFirst() }
  }

  private mutating func undo() -> [Effect] {
    guard var before = controls.undo.popLast() else {
      notice = Notice(text: "there is nothing to undo")
      return []
    }
    before.request = plan.request
    do throws(ControlProblem) {
      let after = plan
      let effects = try putInForce(before)
      controls.settled = plan
      say("undone: \(before.differences(from: after, Signs(capabilities)))")
      return effects
    } catch {
      notice = Notice(text: error.sentence)
      return []
    }
  }

  // MARK: A new run

  private mutating func askForNewRun() {
    guard controls.options.canBegin else {
      notice = Notice(text: "this run is recorded; layertop run begins another")
      return
    }
    if controls.draft == nil {
      controls.draft = currentRequest
      controls.draft?.configuration.optimizer = pendingOptimizer ?? optimizer
    }
    controls.isAsking = true
  }

  private mutating func dropNewRun() {
    controls.isAsking = false
    controls.draft = nil
    controls.settled = plan
  }

  /// Ends the run under way and begins the one that waits.
  private mutating func startNewRun() -> [Effect] {
    guard let request = controls.draft else { return [] }
    begin(request)
    return [.restart(request)]
  }

  /// Forgets the run under way; what the user looks at stays.
  mutating func begin(_ request: RunRequest) {
    var fresh = DashboardState(
      configuration: request.configuration, capabilities: capabilities, width: width, height: height,
      rule: rule, isRecorded: canLoad)
    fresh.controls = controls
    fresh.controls.draft = nil
    fresh.controls.isAsking = false
    fresh.controls.options.dataset = request.dataset
    fresh.controls.undo = []
    fresh.controls.settled = nil
    fresh.levels = levels
    fresh.rowView = rowView
    (fresh.grouping, fresh.coloring, fresh.smoothing) = (grouping, coloring, smoothing)
    fresh.now = now
    self = fresh
  }
}

extension SettingPlan {
  /// What it would change in another one, such as `lr 0.1 → 0.05`; the first three.
  fileprivate func differences(from other: SettingPlan, _ signs: Signs) -> String {
    let changes = Control.all.filter { other.text(of: $0) != text(of: $0) }.map {
      "\($0.entry.title) \(other.shown($0, signs)) \(signs.arrow) \(shown($0, signs))"
    }
    if changes.isEmpty { return "the level of another test" }
    return changes.prefix(3).joined(separator: ", ") + (changes.count > 3 ? ", \(signs.ellipsis)" : "")
  }

  /// Whether something that can be undone differs.
  fileprivate func differsInWhatCanBeUndone(from other: SettingPlan) -> Bool {
    var same = other
    same.request = request
    return self != same
  }
}
