import CKernels
import Dispatch
import Foundation
import RunModel

/// Saves a session's checkpoints: copies on the training thread, writes on another.
///
/// Where a checkpoint is due while the one before is still being written, it waits until that is done. After a step that
/// was not finite none is saved.
final class CheckpointKeeper {
  private let policy: CheckpointPolicy
  private let feed: TrainingFeed
  private let writes = DispatchGroup()
  private let oneAtATime = NSLock()
  private var lastStep: Int
  private var lastTime = ContinuousClock.now

  /// Begins to count at the given number of steps done.
  init(_ policy: CheckpointPolicy, step: Int, feed: TrainingFeed) {
    self.policy = policy
    self.feed = feed
    lastStep = step
  }

  /// Saves a checkpoint where one is due.
  func consider(_ trainer: Trainer) throws {
    let byStep = policy.steps.map { trainer.stepsDone - lastStep >= $0 } ?? false
    let byTime = policy.interval.map { ContinuousClock.now - lastTime >= $0 } ?? false
    guard byStep || byTime, writes.wait(timeout: .now()) == .success else { return }
    try save(trainer, isKept: false)
  }

  /// Saves a checkpoint; the feed says when it is on the disk.
  func save(_ trainer: Trainer, isKept: Bool) throws {
    if let divergence = trainer.divergence {
      let sentence = "no checkpoint is saved where \(divergence.sentence); take good weights back first"
      return feed.send(.checkpointFailed(sentence, step: trainer.stepsDone))
    }
    let checkpoint = try trainer.checkpoint()
    lastStep = trainer.stepsDone
    lastTime = .now
    writes.enter()
    Thread.detachNewThread { [policy, feed, writes, oneAtATime] in
      // Threads inherit the processor that the training thread is bound to, and this one would hold up its steps.
      ck_unbind_thread()
      oneAtATime.withLock { Self.write(checkpoint, policy, isKept: isKept, feed: feed) }
      writes.leave()
    }
  }

  /// Saves the last state, unless it is saved already, and waits for all that is being written.
  func finish(_ trainer: Trainer) throws {
    if trainer.stepsDone != lastStep, trainer.divergence == nil { try save(trainer, isKept: false) }
    writes.wait()
  }

  private static func write(
    _ checkpoint: Checkpoint, _ policy: CheckpointPolicy, isKept: Bool, feed: TrainingFeed
  ) {
    let step = checkpoint.state.step
    let path = policy.folder.path(step: step, isKept: isKept)
    do {
      try policy.folder.prepare()
      try checkpoint.write(to: path)
      policy.folder.prune(leaving: policy.count, recorded: feed.recorded())
      feed.send(.checkpointed(path: path, step: step))
    } catch {
      feed.send(.checkpointFailed("\(error)", step: step))
    }
  }
}
