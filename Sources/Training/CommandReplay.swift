import RunModel

/// The commands of a record on their way to the steps after which they were applied.
struct CommandReplay {
  private var pending: ArraySlice<AppliedCommand>

  /// Takes those that change what training computes.
  init(_ commands: [AppliedCommand]) {
    pending = commands.filter(\.command.changesTraining)[...]
  }

  /// Applies what was applied after as many steps as the trainer has done, or fewer, and gives it.
  ///
  /// Applied once more to a state that they are part of already, these commands change nothing.
  mutating func apply(to trainer: Trainer) -> [TrainingCommand] {
    let due = pending.prefix { $0.afterStep <= trainer.stepsDone }.map(\.command)
    pending = pending.dropFirst(due.count)
    due.forEach(trainer.apply)
    return due
  }
}
