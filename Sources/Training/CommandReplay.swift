import RunModel

/// The commands of a record on their way to the steps after which they were applied.
struct CommandReplay {
  private var pending: ArraySlice<AppliedCommand>

  /// Takes those that change what the trainer will compute, and has it keep the weights that they go back to.
  ///
  /// What went back to weights up to the step that the trainer is at is a part of its state, and not taken.
  init(_ commands: [AppliedCommand], to trainer: Trainer) {
    var restored: Set<Int> = []
    pending =
      commands.filter { applied in
        guard case .restoreWeights(let step) = applied.command else { return applied.command.changesTraining }
        guard applied.afterStep > trainer.stepsDone else { return false }
        restored.insert(step)
        return true
      }[...]
    trainer.goodWeights.plannedSteps = restored
  }

  /// Whether something was applied after as many steps as the trainer has done.
  func isDue(_ trainer: Trainer) -> Bool { pending.first.map { $0.afterStep <= trainer.stepsDone } ?? false }

  /// Applies what was applied after as many steps as the trainer has done, or fewer, and gives it.
  ///
  /// Changes of the optimizer that are part of the state already change nothing when they are applied once more.
  mutating func apply(to trainer: Trainer) -> [TrainingCommand] {
    let due = pending.prefix { $0.afterStep <= trainer.stepsDone }.map(\.command)
    pending = pending.dropFirst(due.count)
    due.forEach(trainer.apply)
    return due
  }
}
