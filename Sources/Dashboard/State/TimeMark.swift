import RunModel

/// Something that happened between two steps, to be marked on the time axis.
struct TimeMark: Equatable, Sendable {
  /// What happened.
  enum Event: Equatable, Sendable {
    /// The optimizer was changed.
    case change(OptimizerChange)
    /// An epoch began.
    case epoch(Int)
    /// The run began here as a branch of another, or another branched off it; what is said about it.
    case fork(String)
    /// A run beside this one ends before it; what is said about it.
    case end(String)
  }

  /// The first step after it.
  var step: Int
  /// What happened.
  var event: Event
  /// The step whose weights were taken back, beside a change or without one; nil: none were.
  var restoredStep: Int?

  /// The event in short, such as `SGD→momentum lr 0.05→0.01`.
  func text(_ signs: Signs) -> String {
    switch event {
    case .change(let change):
      ((restoredStep.map { ["weights of \(signs.grouped($0))"] } ?? []) + change.parts(signs))
        .joined(separator: " ")
    case .epoch(let epoch): "epoch \(epoch)"
    case .fork(let text), .end(let text): text
    }
  }
}

extension OptimizerChange {
  /// The change in short, such as `SGD→momentum lr 0.05→0.01`.
  func text(_ signs: Signs) -> String { parts(signs).joined(separator: " ") }

  /// Its parts, such as `SGD→momentum` and `lr 0.05→0.01`.
  fileprivate func parts(_ signs: Signs) -> [String] { parts(arrow: signs.arrow, minus: signs.minus) }
}

extension DashboardState {
  /// Several changes between two steps are one: from what was in effect at the step before.
  mutating func mark(_ change: OptimizerChange, from step: Int, restoring restoredStep: Int? = nil) {
    var change = change
    var restoredStep = restoredStep
    if let index = marks.lastIndex(where: { $0.step == step && $0.isChange }) {
      let before = marks.remove(at: index)
      if case .change(let earlier) = before.event { change.from = earlier.from }
      restoredStep = restoredStep ?? before.restoredStep
    }
    guard change.from != change.to || restoredStep != nil else { return }
    add(TimeMark(step: step, event: .change(change), restoredStep: restoredStep))
  }

  /// What was in effect at a step, as far as the changes say.
  func optimizer(at step: Int) -> OptimizerConfiguration {
    let next = marks.first { $0.step > step && $0.isChange }
    guard case .change(let change)? = next?.event else { return optimizer }
    return change.from
  }

  /// Marks the step at which an epoch begins.
  mutating func markEpoch(of record: StepRecord) {
    guard let newest, newest.epoch < record.epoch else { return }
    add(TimeMark(step: record.step, event: .epoch(record.epoch)))
  }

  /// Marks stand in the order of steps.
  private mutating func add(_ mark: TimeMark) {
    marks.insert(mark, at: (marks.lastIndex { $0.step <= mark.step } ?? -1) + 1)
  }
}

extension TimeMark {
  /// Whether it is more than the beginning of an epoch.
  var isNotable: Bool { if case .epoch = event { false } else { true } }
  fileprivate var isChange: Bool { if case .change = event { true } else { false } }
}

extension DashboardState {
  /// Epochs that are marked; where there are more, their marks stand side by side anyway.
  private static let mostEpochs = 10_000

  /// The marks of a recorded run; epochs are reckoned, since all have the same number of steps.
  mutating func markEvents(of recorded: RecordedRun) {
    marks = []
    var optimizer = recorded.description.configuration.optimizer
    for change in recorded.changes {
      mark(OptimizerChange(from: optimizer, to: change.optimizer), from: change.afterStep + 1)
      optimizer = change.optimizer
    }
    if let (step, text) = recorded.fork { add(TimeMark(step: step, event: .fork(text))) }
    let length = max(1, recorded.description.stepsPerEpoch)
    let epochs = max(1, (recorded.lastStep + length - 1) / length)
    for epoch in stride(from: 1, to: epochs, by: 1 + epochs / Self.mostEpochs) {
      add(TimeMark(step: 1 + epoch * length, event: .epoch(epoch + 1)))
    }
  }
}
