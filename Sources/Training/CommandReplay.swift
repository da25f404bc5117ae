import RunModel

/// The commands of a record on their way to the steps after which they were applied.
struct CommandReplay {
  private var pending: ArraySlice<AppliedCommand>

  /// Takes those that change what the trainer will compute, and has it keep the weights that they go back to.
  ///
  /// What was applied before the step that the trainer is at is a part of its state, and not taken: a rule that was left
  /// again would drop what the one after it remembers. Of those at that very step a return to good weights is a part of
  /// the state too, since no state before it is saved; a change of the optimizer may have come after it was saved, and
  /// changes nothing when it is applied once more before the next update.
  init(_ commands: [AppliedCommand], to trainer: Trainer) {
    var restored: Set<Int> = []
    pending =
      commands.filter { applied in
        guard case .restoreWeights(let step) = applied.command else {
          return applied.command.changesTraining && applied.afterStep >= trainer.stepsDone
        }
        guard applied.afterStep > trainer.stepsDone else { return false }
        restored.insert(step)
        return true
      }[...]
    trainer.goodWeights.plannedSteps = restored
  }

  /// Whether something was applied after as many steps as the trainer has done.
  func isDue(_ trainer: Trainer) -> Bool { pending.first.map { $0.afterStep <= trainer.stepsDone } ?? false }

  /// Applies what was applied after as many steps as the trainer has done, and gives it.
  ///
  /// - Throws: `ReplayError` where the weights that it went back to are not those that the trainer has kept.
  mutating func apply(to trainer: Trainer) throws(ReplayError) -> [TrainingCommand] {
    let due = pending.prefix { $0.afterStep <= trainer.stepsDone }
    pending = pending.dropFirst(due.count)
    for applied in due {
      if case .restoreWeights(let step) = applied.command, let kept = trainer.goodWeights.step, kept != step {
        throw ReplayError(afterStep: applied.afterStep, recorded: step, kept: kept)
      }
      trainer.apply(applied.command)
    }
    return due.map(\.command)
  }
}

/// A record that cannot be done again: it went back to weights that were not kept this time.
public struct ReplayError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The steps done before.
  public var afterStep: Int
  /// The step whose weights the record went back to.
  public var recorded: Int
  /// The step whose weights there are.
  public var kept: Int

  /// One sentence: where, what is wrong, what to do.
  public var description: String {
    "after step \(afterStep) the run went back to its weights of step \(recorded), and those kept now are of step"
      + " \(kept); fork it at an earlier step with layertop fork --at"
  }
}
