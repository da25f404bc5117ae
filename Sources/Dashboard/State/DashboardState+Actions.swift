import RunModel

extension DashboardState {
  /// Where keys go.
  var context: KeyBinding.Context {
    if let context = controls.context { return context }
    if edit != nil { return .edit }
    if prompt != nil { return .prompt }
    if chooser != nil { return .chooser }
    if isHelpOpen { return controls.helpSearch.isOpen ? .search : .help }
    if controls.isSidebarFocused { return .sidebar }
    if divergence != nil, !(isInspecting && isDivergenceDismissed) { return .diverged }
    return isInspecting ? .inspector : .main
  }

  /// Does what a key is bound to.
  mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .togglePause: return togglePause()
    case .openChooser: openChooser()
    case .chooseBy(let lines): chooser?.move(by: lines)
    case .toggleLookahead: chooser?.toggleLookahead()
    case .applyChoice: return applyChoice()
    case .closeChooser: chooser = nil
    case .openForkChooser: openForkChooser()
    case .saveCheckpoint: return saveCheckpoint()
    case .scaleLearningRate(let factor): return change { $0.learningRate *= factor }
    case .restoreWeights: return restoreWeights()
    case .edit(let field): beginEdit(field)
    case .applyEdit: return applyEdit()
    case .text(let text): take(text)
    case .cancelEdit: edit = nil
    case .selectBy(let rows): select(row: selectedRow + rows)
    case .selectPage(let pages): select(row: selectedRow + pages * pageSize)
    case .selectFirst: select(row: 0)
    case .selectLast: select(row: rowCount - 1)
    case .time(let action): return perform(action)
    case .rows(let action): perform(action)
    case .show(let action): perform(action)
    case .prompt(let action): return perform(action)
    case .control(let action): return perform(action)
    case .toggleHelp: toggleHelp()
    case .dismiss: dismiss()
    case .repaint: return [.repaint]
    case .quit: return canCommand ? [.send(.stop), .quit] : [.quit]
    }
    return []
  }

  /// Puts away what lies over the picture, else takes back what narrows it: the cursor, then the filter.
  private mutating func dismiss() {
    if case .failed = activity, !isFailureDismissed {
      isFailureDismissed = true
    } else if divergence != nil, !isDivergenceDismissed {
      isDivergenceDismissed = true
    } else if controls.focus != .heatmap || controls.enlarged != nil {
      _ = perform(.focus(.heatmap))
    } else if !time.follows {
      _ = perform(TimeAction.follow)
    } else if !rowView.filter.isEmpty {
      perform(RowAction.clearFilter)
    }
  }

  private var pageSize: Int { max(1, (ScreenLayout(self)?.rows.visible ?? 2) - 1) }

  /// Whether there is a session that takes commands.
  var canCommand: Bool { run != nil && finished == nil && recording == nil }

  /// Why commands are not taken.
  var refusal: String {
    if recording != nil { return "this run is recorded; nothing can be changed in it" }
    return run == nil ? "training has not begun yet" : "training is over"
  }

  mutating func refuse() { notice = Notice(text: refusal) }

  private mutating func togglePause() -> [Effect] {
    guard canCommand else {
      refuse()
      return []
    }
    wantsPause.toggle()
    waitsForRecording = false
    return [.send(wantsPause ? .pause : .resume)]
  }

  private func restoreWeights() -> [Effect] {
    divergence.map { [.send(.restoreWeights(ofStep: $0.restorableStep))] } ?? []
  }

  /// Asks for another optimizer; further changes build on the one asked for last.
  mutating func change(_ edit: (inout OptimizerConfiguration) -> Void) -> [Effect] {
    guard canCommand else {
      refuse()
      return []
    }
    var wanted = pendingOptimizer ?? optimizer
    edit(&wanted)
    if let problem = wanted.problem {
      notice = Notice(text: problem)
      return []
    }
    guard wanted != pendingOptimizer ?? optimizer else { return [] }
    pendingOptimizer = wanted
    // A run that waits to be begun takes part in it.
    if controls.draft != nil { edit(&controls.draft!.configuration.optimizer) }
    return [.send(.setOptimizer(wanted))]
  }

  private mutating func openChooser() {
    guard canCommand else {
      refuse()
      return
    }
    chooser = OptimizerChooser(pendingOptimizer ?? optimizer)
  }

  private mutating func applyChoice() -> [Effect] {
    guard let chosen = chooser?.configuration(from: pendingOptimizer ?? optimizer) else { return [] }
    let isFork = chooser?.isFork == true
    chooser = nil
    return isFork ? fork(under: chosen) : change { $0 = chosen }
  }

  private mutating func beginEdit(_ field: Hyperparameter) {
    guard canCommand else {
      refuse()
      return
    }
    let rule = (pendingOptimizer ?? optimizer).rule
    guard rule.hyperparameters.contains(field) else {
      notice = Notice(text: "\(rule.title) has no \(field.title); o takes another optimizer")
      return
    }
    edit = ValueEdit(.hyperparameter(field))
  }

  /// A refused number stays to be mended; nothing typed is a change of mind.
  private mutating func applyEdit() -> [Effect] {
    guard let typed = edit, !typed.field.text.isEmpty else {
      edit = nil
      return []
    }
    do throws(ControlProblem) {
      let effects = try set(typed.control, to: typed.field.text)
      edit = nil
      return effects
    } catch {
      edit?.field.problem = error.sentence
      return []
    }
  }
}
