import RunModel
import Synchronization

/// What a session says, kept until it is read: bounded, newest wins, so that a slow reader never slows training.
///
/// When it is full the oldest step is dropped; events other than steps are always kept.
public final class TrainingFeed: Sendable {
  private struct State {
    var events: [TrainingEvent] = []
    var dropped = 0
  }

  private let capacity: Int
  private let state = Mutex(State())
  private let onEvent: @Sendable (TrainingEvent) -> Void
  private let record: @Sendable (TrainingEvent) -> Void
  /// How much of what it was given `record` has brought to the disk.
  let recorded: @Sendable () -> RecordedSteps

  /// Makes a feed for at most `capacity` unread events.
  ///
  /// Both closures are called on the session's thread and must return at once: `onEvent` after each new event, to wake
  /// its reader; `record` before it can be read, so that whoever reads the end finds all recorded. A lone trailing
  /// closure is `onEvent`: a reader that is woken too early would sleep for ever. `recorded`, called on any thread, says
  /// how far the recording has come; the checkpoint to go on from there is left.
  public init(
    capacity: Int = 4096, onEvent: @escaping @Sendable (TrainingEvent) -> Void = { _ in },
    record: @escaping @Sendable (TrainingEvent) -> Void = { _ in },
    recorded: @escaping @Sendable () -> RecordedSteps = { .unneeded }
  ) {
    self.capacity = capacity
    self.onEvent = onEvent
    self.record = record
    self.recorded = recorded
  }

  /// Takes all unread events, oldest first.
  public func drain() -> [TrainingEvent] {
    state.withLock { state in
      let events = state.events
      state.events.removeAll(keepingCapacity: true)
      return events
    }
  }

  /// The number of steps that were dropped unread.
  public var dropped: Int { state.withLock { $0.dropped } }

  func send(_ event: TrainingEvent) {
    record(event)
    state.withLock { state in
      if state.events.count >= capacity,
        let oldest = state.events.firstIndex(where: { if case .step = $0 { true } else { false } })
      {
        state.events.remove(at: oldest)
        state.dropped += 1
      }
      state.events.append(event)
    }
    onEvent(event)
  }
}
