import Datasets
import Foundation
import RunModel
import Synchronization
import Training

/// A run of the dashboard: it begins when the one before has ended, and can be stopped at any time.
final class RunHandle: Sendable {
  /// What the run says.
  let feed: TrainingFeed
  /// What writes it down.
  let recorder: Recorder

  private struct State {
    var session: TrainingSession?
    var isStopped = false
    var failure: String?
  }

  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)
  private let onNews: @Sendable () -> Void

  /// Begins a run on a thread of its own; `onNews` is called, on any thread, whenever there is something to read.
  ///
  /// - Parameter load: Gives the images; what it throws is the run's failure.
  init(
    _ configuration: RunConfiguration, stepLimit: Int?, recorder: Recorder, after previous: RunHandle? = nil,
    onNews: @escaping @Sendable () -> Void, load: @escaping @Sendable () throws -> ImageDataset
  ) {
    self.onNews = onNews
    self.recorder = recorder
    feed = TrainingFeed { [ended] event in
      recorder.record(event)
      onNews()
      if case .finished = event { ended.signal() }
    }
    Thread.detachNewThread { [self] in
      previous?.wait(seconds: .infinity)
      _ = previous?.recorder.finish()
      do {
        let dataset = try load()
        state.withLock { state in
          guard !state.isStopped else {
            ended.signal()
            return
          }
          state.session = TrainingSession(configuration, dataset: dataset, stepLimit: stepLimit, feed: feed)
        }
      } catch {
        state.withLock { $0.failure = "\(error)" }
        ended.signal()
        onNews()
      }
    }
  }

  /// What the run said since the last time.
  func news() -> [TrainingEvent] {
    let failure = state.withLock { state in
      defer { state.failure = nil }
      return state.failure
    }
    return feed.drain() + (failure.map { [.finished(.failed($0))] } ?? [])
  }

  /// Asks for something; before the run has begun only a stop counts.
  func send(_ command: TrainingCommand) {
    state.withLock { state in
      if command == .stop { state.isStopped = true }
      state.session?.send(command)
    }
  }

  /// Waits for the run's end.
  ///
  /// - Returns: Whether it came in time.
  @discardableResult
  func wait(seconds: Double) -> Bool {
    guard ended.wait(timeout: seconds.isFinite ? .now() + seconds : .distantFuture) == .success else {
      return false
    }
    ended.signal()  // For others who wait.
    return true
  }
}
