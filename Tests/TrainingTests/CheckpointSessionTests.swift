import Foundation
import RunModel
import Testing

@testable import Training

/// Checkpoints while a session runs.
struct CheckpointSessionTests {
  private let configuration = RunConfiguration(
    network: NetworkConfiguration(.lenet5), optimizer: OptimizerConfiguration(rule: .adam), batchSize: 8,
    threads: 1)

  /// Runs a session to its end and gives what it said.
  private func events(
    stepLimit: Int?, plan: SessionPlan, reacting: (TrainingEvent, TrainingSession) -> Void = { _, _ in }
  ) throws -> [TrainingEvent] {
    try SessionEvents.all(configuration, stepLimit: stepLimit, plan: plan, reacting: reacting)
  }

  private func saved(_ events: [TrainingEvent]) -> [Int] {
    events.compactMap { if case .checkpointed(_, let step) = $0 { step } else { nil } }
  }

  /// Of what a run did after the step that it goes on from nothing is taken for its own, and nothing is lost.
  @Test func laterOnesAreSetAside() throws {
    let files = try TestFolder()
    let folder = CheckpointFolder(path: files["checkpoints"])
    let trainer = try Trainer(configuration, dataset: TestImages.shapes)
    for _ in 0..<3 {
      _ = try trainer.step()
      try folder.save(trainer.checkpoint())
    }
    #expect(folder.setAside(after: 1) == 2)
    #expect(folder.entries.map(\.step) == [1])
    func names() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().filter {
        $0.contains("unrec")
      }
    }
    #expect(
      try names() == ["step-00000002-unrecorded.safetensors", "step-00000003-unrecorded.safetensors"])
    #expect(folder.setAside(after: 2) == 0)
    #expect(try names() == ["step-00000003-unrecorded.safetensors"])
  }

  @Test func areSavedEverySoManyStepsAndAtTheEnd() throws {
    let folder = try TestFolder()
    let checkpoints = CheckpointFolder(path: folder["checkpoints"])
    let plan = SessionPlan(
      checkpoints: CheckpointPolicy(folder: checkpoints, steps: 4, interval: nil, count: 2))
    let events = try events(stepLimit: 18, plan: plan)
    #expect(events.last == .finished(.completed))
    let steps = saved(events)
    // One that is due during a write waits for its end.
    #expect(steps.count >= 2 && steps.last == 18)
    #expect(zip(steps, steps.dropFirst()).dropLast().allSatisfy { $1 - $0 >= 4 })
    #expect(checkpoints.entries.map(\.step) == Array(steps.suffix(2)))
    #expect(try checkpoints.newest()?.state.step == 18)
    #expect(try checkpoints.newest(upTo: 17)?.state.step == steps.dropLast().last)
    #expect(try checkpoints.newest(upTo: 1) == nil)
  }

  /// What is not recorded yet may never be, where the program is killed: the run needs one from before that.
  @Test func whatTheRecordingNeedsIsLeft() throws {
    let folder = try TestFolder()
    let checkpoints = CheckpointFolder(path: folder.path)
    func left(_ steps: ClosedRange<Int>, recorded: Int, isGoingOn: Bool) throws -> [Int] {
      for step in steps {
        try Data().write(to: URL(fileURLWithPath: checkpoints.path(step: step, isKept: false)))
      }
      checkpoints.prune(leaving: 2, recorded: RecordedSteps(last: recorded, isGoingOn: isGoingOn))
      return checkpoints.entries.map(\.step)
    }
    #expect(try left(1...5, recorded: 0, isGoingOn: true) == [1, 2, 3, 4, 5])
    #expect(try left(1...5, recorded: 2, isGoingOn: true) == [2, 3, 4, 5])
    #expect(try left(6...9, recorded: 3, isGoingOn: true) == [3, 4, 5, 6, 7, 8, 9])
    #expect(try left(10...10, recorded: 4, isGoingOn: false) == [4, 9, 10])
    #expect(try left(11...12, recorded: 4, isGoingOn: false) == [4, 11, 12])
    checkpoints.prune(leaving: 2, recorded: .unneeded)
    #expect(checkpoints.entries.map(\.step) == [11, 12])
  }

  /// Two sessions, the second from the first one's last checkpoint, are one.
  @Test func aSessionGoesOnWhereOneEnded() throws {
    let folder = try TestFolder()
    let policy = CheckpointPolicy(folder: CheckpointFolder(path: folder.path))
    func losses(_ events: [TrainingEvent]) -> [Double] {
      events.compactMap { if case .step(let record) = $0 { record.loss } else { nil } }
    }
    let first = try events(stepLimit: 5, plan: SessionPlan(checkpoints: policy))
    let second = try events(
      stepLimit: 9, plan: SessionPlan(checkpoint: policy.folder.newest(), checkpoints: policy))
    #expect(try losses(first) + losses(second) == losses(events(stepLimit: 9, plan: SessionPlan())))
    #expect(losses(second).count == 4)
  }

  @Test func theOneAskedForIsKept() throws {
    let folder = try TestFolder()
    let checkpoints = CheckpointFolder(path: folder.path)
    let plan = SessionPlan(
      checkpoints: CheckpointPolicy(folder: checkpoints, steps: 3, interval: nil, count: 1))
    var asked = 0
    let events = try events(stepLimit: nil, plan: plan) { event, session in
      switch event {
      case .step(let record) where record.step == 1: session.send(.saveCheckpoint)
      case .applied(.saveCheckpoint, let step): asked = step
      case .step(let record) where asked > 0 && record.step > asked + 8: session.send(.stop)
      default: break
      }
    }
    #expect(checkpoints.entries.filter(\.isKept).map(\.step) == [asked])
    #expect(checkpoints.entries.filter { !$0.isKept }.map(\.step) == [saved(events).last])
  }

  @Test func aFolderThatCannotBeWrittenIsSaidAndTrainingGoesOn() throws {
    let plan = SessionPlan(
      checkpoints: CheckpointPolicy(folder: CheckpointFolder(path: "/proc/none"), steps: 2, interval: nil))
    let events = try events(stepLimit: 5, plan: plan)
    let failures = events.compactMap {
      if case .checkpointFailed(let sentence, let step) = $0 { (sentence, step) } else { nil }
    }
    #expect(failures.last?.1 == 5)
    #expect(failures.allSatisfy { $0.0.hasPrefix("/proc/none") && $0.0.contains("cannot be made") })
    #expect(events.last == .finished(.completed))
  }

  @Test func whatIsNotFiniteIsNotSaved() throws {
    let folder = try TestFolder()
    let checkpoints = CheckpointFolder(path: folder.path)
    let policy = CheckpointPolicy(folder: checkpoints, steps: 1, interval: nil)
    let wild = OptimizerConfiguration(learningRate: .infinity)
    let events = try events(stepLimit: 4, plan: SessionPlan(checkpoints: policy)) { event, session in
      switch event {
      case .started: session.send(.setOptimizer(wild))
      case .diverged: session.send(.saveCheckpoint)
      case .checkpointFailed: session.send(.stop)
      default: break
      }
    }
    #expect(events.last == .finished(.stopped))
    let refusal = events.compactMap {
      if case .checkpointFailed(let sentence, _) = $0 { sentence } else { nil }
    }
    #expect(refusal.first?.hasPrefix("no checkpoint is saved where a weight is not finite at step ") == true)
    let last = events.compactMap { if case .diverged(let divergence) = $0 { divergence.step } else { nil } }
    #expect(checkpoints.entries.allSatisfy { $0.step < last[0] })
  }

  @Test func testImagesAreTriedEverySoManySteps() throws {
    let images = try TestImages.shapes
    let plan = SessionPlan(evaluation: SessionPlan.Evaluation(images: images, interval: 2))
    let tried = try events(stepLimit: 5, plan: plan).compactMap {
      if case .evaluated(let evaluation) = $0 { evaluation } else { nil }
    }
    #expect(tried.map(\.step) == [2, 4])
    #expect(tried.allSatisfy { $0.images == images.count && $0.loss > 0 })
  }
}
