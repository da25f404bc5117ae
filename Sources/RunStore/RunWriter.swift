import Dispatch
import Foundation
import RunModel
import Statistics
import Synchronization

/// Records what a training session says, off the training path.
///
/// Events are written a quarter of a second after the first of them, in one transaction. Where the disk is slower than
/// training, training waits for it, so that a program that is killed loses no step that is older than a second.
public final class RunWriter: Sendable {
  /// What becomes of a recording that cannot be written.
  public enum FailurePolicy: String, CaseIterable, Sendable {
    /// Recording ends and training goes on.
    case goOn = "continue"
    /// Training is to wait; what is pending is kept and tried again.
    case pause
  }

  /// What the writer has to say of itself.
  public enum Report: Equatable, Sendable {
    /// The recording cannot be written; with `pause` training should wait until it has recovered.
    case failed(RunStoreError)
    /// What was pending is written at last.
    case recovered
  }

  /// The time from an event to its transaction.
  private static let delay = Duration.milliseconds(250)

  /// The time between attempts to write what could not be written.
  private static let retry = Duration.seconds(2)

  private enum Beginning {
    case new(parent: RunParent?)
    case resumed(afterStep: Int)
  }

  private struct Pending {
    var events: [TimedEvent] = []
    var bytes = 0
    /// When the oldest event happened that is being written; nil: none is.
    var beingWritten: Double?
    var isScheduled = false
    var pace = WritingPace()
    /// Whether the last attempt to write has failed.
    var isFailing = false
    var hasEnded = false
    /// The last step that was written.
    var lastStep = 0
  }

  /// Where it records.
  public let folder: RunFolder
  private let machine: MachineDescription
  private let beginning: Beginning
  private let policy: FailurePolicy
  private let onReport: @Sendable (Report) -> Void
  private let queue = DispatchQueue(label: "run writer")
  private let pending = Mutex(Pending())
  private let recording = Mutex<RunRecording?>(nil)

  /// Records a new run in its empty folder, from its `started` event on.
  ///
  /// `onReport` is called on the writer's queue.
  public convenience init(
    _ folder: RunFolder, machine: MachineDescription, parent: RunParent? = nil, policy: FailurePolicy = .goOn,
    onReport: @escaping @Sendable (Report) -> Void
  ) {
    self.init(folder, machine, .new(parent: parent), policy, onReport)
  }

  /// Goes on with the recording of a run from its `started` event on; what was recorded of steps after `step` is
  /// forgotten then, so that the step that follows can be recorded.
  public convenience init(
    resuming folder: RunFolder, afterStep step: Int, machine: MachineDescription,
    policy: FailurePolicy = .goOn, onReport: @escaping @Sendable (Report) -> Void
  ) {
    self.init(folder, machine, .resumed(afterStep: step), policy, onReport)
  }

  private init(
    _ folder: RunFolder, _ machine: MachineDescription, _ beginning: Beginning, _ policy: FailurePolicy,
    _ onReport: @escaping @Sendable (Report) -> Void
  ) {
    self.folder = folder
    self.machine = machine
    self.beginning = beginning
    self.policy = policy
    self.onReport = onReport
    if case .resumed(let step) = beginning { pending.withLock { $0.lastStep = step } }
  }

  /// How far it has come.
  public var recordedSteps: RecordedSteps {
    pending.withLock { RecordedSteps(last: $0.lastStep, isGoingOn: !$0.hasEnded) }
  }

  /// Takes an event; returns at once unless too much is pending.
  public func record(_ event: TrainingEvent) {
    let timed = TimedEvent(event: event, time: Date().timeIntervalSince1970)
    let (isFull, isDue) = pending.withLock { pending in
      guard !pending.hasEnded else { return (false, false) }
      pending.events.append(timed)
      pending.bytes += event.recordedBytes
      defer { pending.isScheduled = true }
      // What cannot be written at all is tried again in its own time.
      let oldest = pending.isFailing ? timed.time : pending.beingWritten ?? pending.events[0].time
      let isTooMuch = pending.pace.isTooMuch(bytes: pending.bytes, age: timed.time - oldest)
      return (isTooMuch, !pending.isScheduled)
    }
    if isFull {
      queue.sync { flush() }
    } else if isDue {
      // The file is made before there are steps to be written.
      let isBeginning = if case .started = event { true } else { false }
      schedule(after: isBeginning ? .zero : Self.delay)
    }
  }

  /// Writes what is pending and closes the file; nothing is recorded after it.
  public func finish() {
    queue.sync {
      flush()
      pending.withLock { $0.hasEnded = true }
      recording.withLock { recording in
        try? recording?.close()
        recording = nil
      }
    }
    // Where training did not begin there is nothing to keep.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [""]
    if names.allSatisfy({ $0 == RunLock.fileName }) {
      try? FileManager.default.removeItem(atPath: folder.path)
    }
  }

  /// Writes what is pending.
  func flushNow() { queue.sync { flush() } }

  /// Takes the disk for full at so many pages.
  func limitPages(_ count: Int) throws {
    flushNow()
    try recording.withLock { try $0?.limitPages(count) }
  }

  private func schedule(after time: Duration) {
    queue.asyncAfter(deadline: .now() + time / .seconds(1)) { self.flush() }
  }

  /// Writes what is pending; on the queue only.
  private func flush() {
    let (events, bytes, hasFailed) = pending.withLock { pending in
      defer {
        pending.beingWritten = pending.events.first?.time
        pending.events = []
        pending.bytes = 0
        pending.isScheduled = false
      }
      return (pending.events, pending.bytes, pending.isFailing)
    }
    guard !events.isEmpty else { return }
    let start = ContinuousClock.now
    do {
      try recording.withLock { recording in
        for case .started(let description) in events.lazy.map(\.event) where recording == nil {
          recording = try begin(description, time: events[0].time)
        }
        try recording?.write(events)
      }
    } catch {
      fail(RunStoreError.writing(folder.database, error), unwritten: events)
      return
    }
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let steps = events.lazy.compactMap { if case .step(let record) = $0.event { record.step } else { nil } }
    let lastStep = steps.last
    pending.withLock { pending in
      pending.lastStep = lastStep ?? pending.lastStep
      pending.pace.wrote(bytes: bytes, seconds: seconds)
      pending.isFailing = false
      pending.beingWritten = nil
    }
    if hasFailed { onReport(.recovered) }
  }

  private func begin(_ description: RunDescription, time: Double) throws -> RunRecording {
    switch beginning {
    case .new(let parent):
      try RunRecording.create(in: folder, description, machine: machine, parent: parent, time: time)
    case .resumed(let step):
      try RunRecording.resume(in: folder, afterStep: step, machine: machine, time: time)
    }
  }

  private func fail(_ error: RunStoreError, unwritten events: [TimedEvent]) {
    let isNew = pending.withLock { pending in
      defer { pending.isFailing = true }
      switch policy {
      case .goOn: pending = Pending(hasEnded: true, lastStep: pending.lastStep)
      case .pause:
        pending.beingWritten = nil
        pending.events = events + pending.events
        pending.bytes += events.reduce(0) { $0 + $1.event.recordedBytes }
        pending.isScheduled = true
      }
      return !pending.isFailing
    }
    if policy == .pause { schedule(after: Self.retry) }
    if isNew { onReport(.failed(error)) }
  }
}
