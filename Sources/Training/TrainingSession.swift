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
  private let commands = CommandQueue()

  /// Starts training at once; `stepLimit` nil means until it is stopped.
  ///
  /// Everything it has to say, failures while planning included, comes through the feed; `finished` is the last.
  public convenience init(
    _ configuration: RunConfiguration, dataset: ImageDataset, stepLimit: Int? = nil, feed: TrainingFeed
  ) {
    self.init(configuration, dataset: dataset, stepLimit: stepLimit, feed: feed, width: nil)
  }

  /// The same for a network of another width: tests take a narrow one.
  init(
    _ configuration: RunConfiguration, dataset: ImageDataset, stepLimit: Int?, feed: TrainingFeed, width: Int?
  ) {
    self.configuration = configuration
    self.dataset = dataset
    self.stepLimit = stepLimit
    self.feed = feed
    self.width = width
    let thread = Thread { [self] in run() }
    thread.name = "training"
    thread.stackSize = 16 << 20
    thread.start()
  }

  /// Asks for something; it is applied between two steps and answered by an `applied` event.
  public func send(_ command: TrainingCommand) { commands.append(command) }

  private func run() {
    do {
      let trainer = try Trainer(configuration, dataset: dataset, width: width)
      feed.send(.started(trainer.description))
      feed.send(.finished(try train(trainer)))
    } catch {
      feed.send(.finished(.failed("\(error)")))
    }
  }

  private func train(_ trainer: Trainer) throws -> FinishReason {
    var isPaused = false
    // A session that waits after its last step still takes commands.
    while isPaused || stepLimit.map({ trainer.stepsDone < $0 }) ?? true {
      for command in isPaused ? commands.wait() : commands.take() {
        switch command {
        case .pause: isPaused = true
        case .resume: isPaused = false
        case .setOptimizer(let configuration): trainer.setOptimizer(configuration)
        case .restoreWeights: trainer.restoreWeights()
        case .stop: break
        }
        feed.send(.applied(command, afterStep: trainer.stepsDone))
        if command == .stop { return .stopped }
      }
      guard !isPaused, stepLimit.map({ trainer.stepsDone < $0 }) ?? true else { continue }
      feed.send(.step(try trainer.step()))
      if let divergence = trainer.divergence {
        isPaused = true
        feed.send(.diverged(divergence))
      }
    }
    return .completed
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
