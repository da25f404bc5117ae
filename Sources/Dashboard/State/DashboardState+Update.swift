import RunModel
import TerminalUI

extension DashboardState {
  /// Takes in what happened.
  ///
  /// - Returns: What the program has to do about it, in order.
  public mutating func update(_ message: Message) -> [Effect] {
    var effects: [Effect] = []
    switch message {
    case .key(let key):
      effects = press(key)
      settle()
    case .mouse(let event):
      effects = point(event)
      settle()
    case .resized(let width, let height): (self.width, self.height) = (width, height)
    case .training(let events):
      for event in events { hear(event) }
      if controls.list == nil { controls.settled = plan }
    case .capabilities(let capabilities): self.capabilities = capabilities
    case .options(let options): effects = take(options)
    case .strayOutput(let lines): for line in lines { log(.stray, line) }
    case .recording(let problem, let waits): effects = hear(recordingProblem: problem, waits: waits)
    case .exported(let sentence):
      log(.event, sentence)
      say(sentence)
    case .loaded(let key, let tile):
      tiles.take(tile, for: key)
      if rowView.isPartlySorted, rowView.order != .depth { arrangeRows() }
    case .loadedStep(let step, let record): loadedSteps.take(record, for: step)
    case .recorded(let run): adopt(run)
    case .compared(let run): compare(with: run)
    case .loadedPartner(let key, let tile): comparison?.tiles.take(tile, for: key)
    case .tick(let now):
      tick(now)
      effects = foresee()
    }
    keepSelectionVisible()
    return effects + supply()
  }

  // MARK: Keys and mouse

  mutating func press(_ key: Key) -> [Effect] {
    notice = nil
    controls.greets = false
    rowView.restsUntil = now.map { $0 + RowView.rest }
    if let action = controls.keys.action(for: key, in: context) { return perform(action) }
    if case .character(let character) = key, context.takesText {
      take(TextEdit.type(character))
    } else {
      sayUnbound(key)
    }
    return []
  }

  private mutating func sayUnbound(_ key: Key) {
    let help = controls.keys.label(of: .toggleHelp, unicode: capabilities.unicode)
    let hint = context == .main || context == .inspector ? help.map { "; \($0) lists the keys" } ?? "" : ""
    say("\(key.label(unicode: capabilities.unicode)) does nothing here\(hint)")
  }

  private mutating func keepSelectionVisible() {
    guard let rows = ScreenLayout(self)?.rows else { return }
    firstVisibleRow = rows.firstRow(keeping: selectedRow, visibleFrom: firstVisibleRow)
  }

  // MARK: The session

  private mutating func hear(_ event: TrainingEvent) {
    log(event)
    switch event {
    case .started(let description):
      run = description
      begin(description.tensors, recorded: description.configuration.recorded)
      optimizer = description.configuration.optimizer
      startedAt = now
    case .step(let record):
      history?.append(record)
      markEpoch(of: record)
      recording?.append(record)
      // A recorded run that had ended may go on in another program.
      if recording != nil { finished = nil }
      newest = record
      secondsPerStep = secondsPerStep.map { 0.9 * $0 + 0.1 * record.seconds } ?? record.seconds
    case .diverged(let divergence):
      self.divergence = divergence
      isDivergenceDismissed = false
      (isPaused, wantsPause) = (true, true)
    case .applied(let command, let step): hear(command, appliedAfter: step)
    case .checkpointed(_, let step): notice = Notice(text: "checkpoint saved after step \(step)")
    case .checkpointFailed(let sentence, _): notice = Notice(text: sentence)
    case .evaluated(let evaluation):
      evaluations.append(evaluation)
      notice = Notice(
        text: "\(evaluation.images) test images after step \(evaluation.step): \(evaluation.summary)")
    case .finished(let reason):
      finished = reason
      divergence = nil
      pendingOptimizer = nil
      edit = nil
      chooser = nil
    }
  }

  private mutating func hear(_ command: TrainingCommand, appliedAfter step: Int) {
    switch command {
    case .pause: isPaused = true
    case .resume: (isPaused, divergence) = (false, nil)
    case .stop, .saveCheckpoint: break
    case .restoreWeights(let restoredStep):
      mark(OptimizerChange(from: optimizer, to: optimizer), from: step + 1, restoring: restoredStep)
      notice = Notice(text: "\(Divergence.weights(ofStep: restoredStep)) are back")
      divergence = nil
    case .setOptimizer(let configuration):
      let change = OptimizerChange(from: optimizer, to: configuration)
      mark(change, from: step + 1)
      announce(change)
      optimizer = configuration
      if pendingOptimizer == configuration { pendingOptimizer = nil }
    }
  }

  /// What became of the optimizer's state, where another rule, or Lookahead, made a difference to it.
  private mutating func announce(_ change: OptimizerChange) {
    let (from, to) = (change.from, change.to)
    guard from.rule != to.rule || (from.lookahead == nil) != (to.lookahead == nil) else { return }
    let signs = Signs(capabilities)
    notice = Notice(text: "\(from.name(signs)) \(signs.arrow) \(to.name(signs)): \(change.outcome)")
  }

  // MARK: Time

  private mutating func tick(_ now: Double) {
    if finished == nil {
      if isPaused, let before = self.now { startedAt? += now - before }
      self.now = now
    }
    if run != nil && startedAt == nil { startedAt = now }
    refreshOrder(now: now)
    if let until = notice?.until {
      if now >= until { notice = nil }
    } else {
      notice?.until = now + Notice.seconds
    }
  }
}
