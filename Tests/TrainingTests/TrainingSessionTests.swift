import RunModel
import Synchronization
import Testing

@testable import Training

struct TrainingSessionTests {
  /// Runs a session of a narrow network to its end and gives what it said.
  private func events(
    _ configuration: RunConfiguration, stepLimit: Int?,
    reacting: (TrainingEvent, TrainingSession) -> Void = { _, _ in }
  ) throws -> [TrainingEvent] {
    try SessionEvents.all(configuration, stepLimit: stepLimit, width: 8, reacting: reacting)
  }

  private let configuration = RunConfiguration(batchSize: 8, threads: 1)

  @Test func saysWhatItDoesInOrder() throws {
    let events = try events(configuration, stepLimit: 3)
    guard case .started(let description) = events.first else {
      Issue.record("a session begins with its description")
      return
    }
    #expect(description.configuration == configuration)
    let steps = events.compactMap { if case .step(let record) = $0 { record.step } else { nil } }
    #expect(steps == [1, 2, 3])
    #expect(events.last == .finished(.completed))
    #expect(events.count == 5)
  }

  /// Commands are applied between two steps and said with the step after which they hold.
  @Test func appliesCommandsBetweenSteps() throws {
    let faster = OptimizerConfiguration(rule: .momentum, learningRate: 0.2, momentum: 0.5)
    let events = try events(configuration, stepLimit: nil) { event, session in
      switch event {
      case .step(let record) where record.step == 2:
        session.send(.pause)
      case .applied(.pause, _):
        session.send(.setOptimizer(faster))
        session.send(.resume)
      case .step(let record) where record.step >= 6:
        session.send(.stop)
      default: break
      }
    }
    var done = 0
    var seen: [TrainingCommand] = []
    for event in events {
      switch event {
      case .step(let record):
        done += 1
        #expect(record.step == done)
      case .applied(let command, let afterStep):
        #expect(afterStep == done)
        seen.append(command)
      default: break
      }
    }
    #expect(Array(seen.prefix(4)) == [.pause, .setOptimizer(faster), .resume, .stop])
    #expect(events.last == .finished(.stopped))
  }

  @Test func saysWhatIsWrongBeforeItStarts() throws {
    var impossible = configuration
    impossible.weights = "/nowhere/weights.safetensors"
    let events = try events(impossible, stepLimit: 1)
    guard events.count == 1, case .finished(.failed(let sentence)) = events[0] else {
      Issue.record("a session that cannot start says so and nothing else")
      return
    }
    #expect(sentence.contains("/nowhere/weights.safetensors"))
  }

  /// An infinite learning rate leaves no number as it was; the session waits, takes orders and goes on.
  @Test(arguments: [1, 4]) func pausesWhereSomethingIsNotFinite(stepLimit: Int) throws {
    var wild = configuration
    wild.optimizer.learningRate = .infinity
    let events = try events(wild, stepLimit: stepLimit) { event, session in
      guard case .diverged = event else { return }
      session.send(.restoreWeights(ofStep: 0))
      session.send(.setOptimizer(configuration.optimizer))
      session.send(.resume)
    }
    var kinds: [String] = []
    for event in events.dropFirst() {
      switch event {
      case .step(let record):
        kinds.append("\(record.step)")
        #expect(record.loss.isFinite)
      case .diverged(let divergence):
        kinds.append("diverged")
        #expect(divergence.step == 1 && divergence.restorableStep == 0)
        #expect(divergence.weightLayer == "conv1")
      case .applied(_, let step):
        kinds.append("applied")
        #expect(step == 1)
      default: break
      }
    }
    let rest = (2...4).prefix(stepLimit - 1).map(String.init)
    #expect(kinds == ["1", "diverged", "applied", "applied", "applied"] + rest)
    #expect(events.last == .finished(.completed))
  }

  @Test func feedIsBoundedAndTheNewestWins() {
    let feed = TrainingFeed(capacity: 3)
    func step(_ number: Int) -> TrainingEvent {
      .step(
        StepRecord(step: number, epoch: 1, loss: 0, accuracy: 0, learningRate: 0, seconds: 0, sums: []))
    }
    feed.send(.applied(.pause, afterStep: 0))
    for number in 1...5 { feed.send(step(number)) }
    #expect(feed.drain() == [.applied(.pause, afterStep: 0), step(4), step(5)])
    #expect(feed.dropped == 3)
    #expect(feed.drain().isEmpty)
  }

  /// A reader that is woken finds what woke it, already recorded.
  @Test func anEventIsRecordedThenReadableThenAnnounced() {
    let order = Mutex<[String]>([])
    let slot = Mutex<TrainingFeed?>(nil)
    let feed = TrainingFeed { _ in
      order.withLock { $0.append("announced with \(slot.withLock { $0?.drain().count ?? 0 })") }
    } record: { _ in
      order.withLock { $0.append("recorded with \(slot.withLock { $0?.drain().count ?? 0 })") }
    }
    slot.withLock { $0 = feed }
    feed.send(.applied(.pause, afterStep: 0))
    #expect(order.withLock { $0 } == ["recorded with 0", "announced with 1"])

    let heard = Mutex(0)
    let lone = TrainingFeed { _ in heard.withLock { $0 = slot.withLock { $0?.drain().count ?? 0 } } }
    slot.withLock { $0 = lone }
    lone.send(.applied(.pause, afterStep: 0))
    #expect(heard.withLock { $0 } == 1)
  }
}
