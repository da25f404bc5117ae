import RunModel
import Synchronization

/// A run that nobody watches: where one who does would be asked, after a divergence, it has failed.
final class UnattendedRun: Sendable {
  private let divergence = Mutex<Divergence?>(nil)

  /// What an event of the session comes to, to be recorded; events come in order.
  func outcome(of event: TrainingEvent) -> TrainingEvent {
    switch event {
    case .diverged(let what): divergence.withLock { $0 = what }
    case .finished(.stopped):
      if let what = divergence.withLock({ $0 }) { return .finished(.failed(RunFailure(what).description)) }
    default: break
    }
    return event
  }
}
