import Dashboard
import Foundation
import RunModel
import RunStore
import Synchronization
import Training

/// A run of the dashboard: it begins when the one before has ended, and can be stopped at any time.
final class RunHandle: Sendable {
  /// What there is once the run has begun.
  private struct Parts {
    var request: SessionRequest
    var session: TrainingSession
    var feed: TrainingFeed
    var recorder: Recorder
    /// Reads what is no longer remembered; nil where the run is not recorded.
    var loader: RunLoader?
    /// What happened before, for the screen; nil once it was said.
    var history: [TrainingEvent]?
  }

  private struct State {
    var parts: Parts?
    var isStopped = false
    /// Why it could not begin, until it was said.
    var failure: String?
  }

  private let state = Mutex(State())
  private let ended = DispatchSemaphore(value: 0)

  /// Begins a run on a thread of its own; `onNews` is called, on any thread, whenever there is something to read.
  ///
  /// - Parameter request: Settles what is to be done; what it throws is the run's failure.
  init(
    after previous: RunHandle? = nil, onNews: @escaping @Sendable () -> Void,
    request: @escaping @Sendable () throws -> SessionRequest
  ) {
    Thread.detachNewThread { [self] in
      previous?.wait(until: .distantFuture)
      _ = previous?.finish()
      do {
        begin(try request(), onNews: onNews)
      } catch {
        state.withLock { $0.failure = "\(error)" }
        ended.signal()
        onNews()
      }
    }
  }

  private func begin(_ request: SessionRequest, onNews: @escaping @Sendable () -> Void) {
    let recorder = request.destination.recorder(dataFolder: request.dataFolder, onReport: onNews)
    let feed = TrainingFeed { [ended] event in
      onNews()
      if case .finished = event { ended.signal() }
    } record: {
      recorder.record($0)
    } recorded: {
      recorder.recordedSteps
    }
    state.withLock { state in
      guard !state.isStopped else {
        ended.signal()
        return
      }
      let session = TrainingSession(
        request.configuration, dataset: request.dataset, stepLimit: request.stepLimit, plan: request.plan,
        feed: feed)
      let loader = request.destination.folder.map { folder in
        RunLoader(onNews: onNews) { try? RunReader(path: folder.address) }
      }
      state.parts = Parts(
        request: request, session: session, feed: feed, recorder: recorder, loader: loader,
        history: request.history)
    }
  }

  /// What the run said since the last time; what happened before it comes after its beginning.
  func news() -> [TrainingEvent] {
    state.withLock { state in
      defer { state.failure = nil }
      var events = state.parts?.feed.drain() ?? []
      let begun = events.firstIndex { if case .started = $0 { true } else { false } }
      if let begun, let history = state.parts?.history {
        events.insert(contentsOf: history, at: begun + 1)
        state.parts?.history = nil
      }
      return events + (state.failure.map { [.finished(.failed($0))] } ?? [])
    }
  }

  /// What is done; nil before it has begun.
  var request: SessionRequest? { state.withLock { $0.parts?.request } }

  /// What became of the recording since the last time, with what is to be done where it fails.
  func reports() -> [(report: RunWriter.Report, policy: RunWriter.FailurePolicy)] {
    guard let recorder = state.withLock({ $0.parts?.recorder }) else { return [] }
    return recorder.drainReports().map { ($0, recorder.policy) }
  }

  /// Loads a part of the run that is no longer remembered.
  func load(_ effect: Effect) { state.withLock { $0.parts?.loader }?.load(effect) }

  /// What was loaded since the last time.
  func loaded() -> [Message] { state.withLock { $0.parts?.loader }?.drain() ?? [] }

  /// Asks for something; before the run has begun only a stop counts.
  func send(_ command: TrainingCommand) {
    state.withLock { state in
      if command == .stop { state.isStopped = true }
      state.parts?.session.send(command)
    }
  }

  /// Waits for the run's end, however long the step under way and the last checkpoint take; `say` is called where a user
  /// would wonder.
  func waitForEnd(saying say: (String) -> Void) {
    if !wait(until: .now() + .milliseconds(500)) {
      let saves = request?.plan.checkpoints != nil
      say("ending the step under way\(saves ? " and saving a checkpoint" : ""); Ctrl-C quits at once")
      wait(until: .distantFuture)
    }
  }

  @discardableResult
  private func wait(until time: DispatchTime) -> Bool {
    guard ended.wait(timeout: time) == .success else { return false }
    ended.signal()  // For others who wait.
    return true
  }

  /// Writes what is left to be recorded.
  ///
  /// - Returns: Where the run lies, in a sentence; nil where it is not recorded.
  func finish() -> String? { state.withLock { $0.parts?.recorder }?.finish() }
}
