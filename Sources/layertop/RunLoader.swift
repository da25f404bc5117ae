import Dashboard
import Dispatch
import RunModel
import RunStore
import Synchronization

/// Loads parts of a recorded run for the dashboard, on a queue of its own; what was asked for last comes first.
final class RunLoader: Sendable {
  private enum Request: Equatable {
    case tile(TileKey)
    case step(Int)
  }

  private struct State {
    var requests: [Request] = []
    /// What is being read.
    var current: Request?
    var answers: [Message] = []
    var reader: RunReader?
  }

  private let isOfPartner: Bool
  private let open: @Sendable () -> RunReader?
  private let onNews: @Sendable () -> Void
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "run loader", qos: .userInitiated)

  /// Takes a reader when the first part is asked for; `onNews` is called, on any thread, when there is an answer.
  ///
  /// `ofPartner` says that the parts are those of the run to compare with.
  init(
    ofPartner isOfPartner: Bool = false, onNews: @escaping @Sendable () -> Void,
    open: @escaping @Sendable () -> RunReader?
  ) {
    self.isOfPartner = isOfPartner
    self.onNews = onNews
    self.open = open
  }

  /// Does what the dashboard asks for, if it is something to be loaded.
  func load(_ effect: Effect) {
    switch effect {
    case .load(let key) where !isOfPartner: add(.tile(key))
    case .loadPartner(let key) where isOfPartner: add(.tile(key))
    case .loadStep(let step) where !isOfPartner: add(.step(step))
    default: break
    }
  }

  /// The answers since the last time.
  func drain() -> [Message] {
    state.withLock { state in
      defer { state.answers = [] }
      return state.answers
    }
  }

  private func add(_ request: Request) {
    let isNew = state.withLock { state in
      guard state.current != request else { return false }
      // What is asked for again has become urgent.
      let known = state.requests.firstIndex(of: request)
      if let known { state.requests.remove(at: known) }
      state.requests.append(request)
      return known == nil
    }
    guard isNew else { return }
    queue.async { self.answerNext() }
  }

  private func answerNext() {
    let next = state.withLock { state in
      state.current = state.requests.popLast()
      return state.current
    }
    guard let request = next else { return }
    let reader = state.withLock { $0.reader } ?? open()
    let answer = answer(request, reader)
    state.withLock { state in
      (state.reader, state.current) = (reader, nil)
      if let answer { state.answers.append(answer) }
    }
    onNews()
  }

  /// What cannot be read is not there.
  private func answer(_ request: Request, _ reader: RunReader?) -> Message? {
    switch request {
    case .step(let step):
      return .loadedStep(step, (try? reader?.steps(step..<step + 1))?.first)
    case .tile(let key):
      guard let reader else { return nil }
      let rows = key.grouping.rows(of: reader.description.tensors).count
      let tile = (try? reader.tile(key)) ?? HistoryTile(rows: rows)
      return isOfPartner ? .loadedPartner(key, tile) : .loaded(key, tile)
    }
  }
}
