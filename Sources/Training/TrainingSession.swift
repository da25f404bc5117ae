import Datasets
import Foundation
import RunModel
import Synchronization

/// A run on a thread of its own: commands in, events out, nobody waits.
///
/// The thread is one and the same from planning to the last step, since OpenMP keeps a team of threads per calling
/// thread; a dispatch queue would hop between threads.
public final class TrainingSession: Sendable {
  private let configuration: RunConfiguration
  private let dataset: ImageDataset
  private let stepLimit: Int?
  private let feed: TrainingFeed
  private let width: Int?
  private let plan: SessionPlan
  private let commands = CommandQueue()

  /// Starts training at once; `stepLimit` nil means until it is stopped.
  ///
  /// Everything it has to say, failures while planning included, comes through the feed; `finished` is the last.
  public convenience init(
    _ configuration: RunConfiguration, dataset: ImageDataset, stepLimit: Int? = nil,
    plan: SessionPlan = SessionPlan(), feed: TrainingFeed
  ) {
    self.init(configuration, dataset: dataset, stepLimit: stepLimit, plan: plan, feed: feed, width: nil)
  }

  /// The same for a network of another width: tests take a narrow one.
  init(
    _ configuration: RunConfiguration, dataset: ImageDataset, stepLimit: Int?,
    plan: SessionPlan = SessionPlan(), feed: TrainingFeed, width: Int?
  ) {
    self.configuration = configuration
    self.dataset = dataset
    self.stepLimit = stepLimit
    self.feed = feed
    self.width = width
    self.plan = plan
    plan.commands.forEach(commands.append)
    let thread = Thread { [self] in run() }
    thread.name = "training"
    thread.stackSize = 16 << 20
    thread.start()
  }

  /// Asks for something; it is applied between two steps and answered by an `applied` event.
  public func send(_ command: TrainingCommand) { commands.append(command) }

  private func run() {
    do {
      let trainer = try Trainer(configuration, dataset: dataset, width: width, checkpoint: plan.checkpoint)
      feed.send(.started(trainer.description))
      let keeper = plan.checkpoints.map { CheckpointKeeper($0, step: trainer.stepsDone, feed: feed) }
      let reason = try train(trainer, keeper)
      try keeper?.finish(trainer)
      feed.send(.finished(reason))
    } catch {
      feed.send(.finished(.failed("\(error)")))
    }
  }

  private func train(_ trainer: Trainer, _ keeper: CheckpointKeeper?) throws -> FinishReason {
    var isPaused = false
    // What an interrupted session was told, so that its steps are computed again as they were.
    var replay = CommandReplay(plan.recorded, to: trainer)
    _ = try replay.apply(to: trainer)
    func isBelowLimit() -> Bool { stepLimit.map { trainer.stepsDone < $0 } ?? true }
    // A session that waits after its last step still takes commands.
    while isPaused || isBelowLimit() {
      for command in isPaused ? commands.wait() : commands.take() {
        switch command {
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .setOptimizer, .restoreWeights: trainer.apply(command)
        case .saveCheckpoint: try keeper?.save(trainer, isKept: true)
        case .stop: break
        }
        feed.send(.applied(command, afterStep: trainer.stepsDone))
        if command == .stop { return .stopped }
      }
      guard !isPaused, isBelowLimit() else { continue }
      for command in try replay.apply(to: trainer) {
        feed.send(.applied(command, afterStep: trainer.stepsDone))
      }
      feed.send(.step(try trainer.step()))
      if let divergence = trainer.divergence {
        // In a record stands what was done about it.
        guard !replay.isDue(trainer) else { continue }
        isPaused = true
        feed.send(.diverged(divergence))
      } else {
        try evaluateIfDue(trainer)
        try keeper?.consider(trainer)
      }
    }
    return .completed
  }

  private func evaluateIfDue(_ trainer: Trainer) throws {
    guard let evaluation = plan.evaluation, trainer.stepsDone.isMultiple(of: evaluation.interval) else {
      return
    }
    feed.send(.evaluated(try trainer.evaluate(evaluation.images)))
  }
}

/// Commands on their way to a session.
private final class CommandQueue: Sendable {
  private let pending = Mutex<[TrainingCommand]>([])
  private let arrived = DispatchSemaphore(value: 0)

  func append(_ command: TrainingCommand) {
    pending.withLock { $0.append(command) }
    arrived.signal()
  }

  /// Takes what is there.
  func take() -> [TrainingCommand] {
    pending.withLock { commands in
      defer { commands = [] }
      return commands
    }
  }

  /// Waits until there may be something, and takes it.
  func wait() -> [TrainingCommand] {
    arrived.wait()
    return take()
  }
}
