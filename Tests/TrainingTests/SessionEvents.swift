import Dispatch
import RunModel

@testable import Training

/// A session run to its end by a test.
enum SessionEvents {
  /// A session from which nothing is heard for minutes is held to hang.
  private static let patience = 180.0

  struct Silence: Error, CustomStringConvertible {
    var description: String { "a session said nothing for \(patience) s" }
  }

  /// Reads a session's feed, of which nothing is dropped, until it says that the session is over.
  static func all(
    _ configuration: RunConfiguration, stepLimit: Int?, plan: SessionPlan = SessionPlan(), width: Int? = nil,
    reacting: (TrainingEvent, TrainingSession) -> Void = { _, _ in }
  ) throws -> [TrainingEvent] {
    let arrived = DispatchSemaphore(value: 0)
    let feed = TrainingFeed(capacity: .max) { _ in arrived.signal() }
    let session = TrainingSession(
      configuration, dataset: try TestImages.shapes, stepLimit: stepLimit, plan: plan, feed: feed,
      width: width)
    var all: [TrainingEvent] = []
    while arrived.wait(timeout: .now() + patience) == .success {
      for event in feed.drain() {
        all.append(event)
        reacting(event, session)
        if case .finished = event { return all }
      }
    }
    session.send(.stop)
    throw Silence()
  }
}
