import Datasets
import RunModel
import Testing

@testable import Training

/// A run done again, from its record.
struct ReexecutionTests {
  private let configuration = RunConfiguration(
    network: NetworkConfiguration(.resnet20), batchSize: 8, threads: 1)
  private let adam = OptimizerConfiguration(rule: .adam)

  /// Trains twelve steps, the last seven with Adam, and gives the records.
  private func records(from checkpoint: Checkpoint? = nil) throws -> [Int: StepRecord] {
    let trainer = try Trainer(configuration, dataset: TestImages.shapes, width: 4, checkpoint: checkpoint)
    var records: [Int: StepRecord] = [:]
    while trainer.stepsDone < 12 {
      if trainer.stepsDone == 5 { trainer.setOptimizer(adam) }
      let record = try trainer.step()
      records[record.step] = record
    }
    return records
  }

  private func outcome(
    _ records: [Int: StepRecord], commands: [AppliedCommand], from checkpoint: Checkpoint? = nil,
    upTo last: Int = 12
  ) throws -> Reexecution.Outcome {
    var reexecution = try Reexecution(
      configuration, dataset: TestImages.shapes, checkpoint: checkpoint, commands: commands, width: 4)
    return try reexecution.run(upTo: last, recorded: { records[$0] })
  }

  @Test func theSameRunHasTheSameNumbers() throws {
    var records = try records()
    let commands = [AppliedCommand(.pause, afterStep: 2), AppliedCommand(.setOptimizer(adam), afterStep: 5)]
    #expect(try outcome(records, commands: commands) == .same(steps: 12))
    // Steps that nobody recorded are no difference.
    records[7] = nil
    #expect(try outcome(records, commands: commands) == .same(steps: 12))
  }

  /// A forked run begins at its checkpoint.
  @Test func aForkIsDoneAgainFromItsCheckpoint() throws {
    let trainer = try Trainer(configuration, dataset: TestImages.shapes, width: 4)
    for _ in 0..<4 { _ = try trainer.step() }
    let checkpoint = try trainer.checkpoint()
    let records = try records(from: checkpoint)
    let commands = [AppliedCommand(.setOptimizer(adam), afterStep: 5)]
    #expect(try outcome(records, commands: commands, from: checkpoint) == .same(steps: 8))
  }

  /// Also where the run was interrupted before, so that other weights than usual were the last good ones.
  @Test(arguments: [nil, 4]) func aReturnToGoodWeightsIsDoneAgain(interruption: Int?) throws {
    var trainer = try Trainer(configuration, dataset: TestImages.shapes, width: 4)
    var records: [Int: StepRecord] = [:]
    while trainer.stepsDone < 12 {
      if trainer.stepsDone == interruption {
        trainer = try Trainer(
          configuration, dataset: TestImages.shapes, width: 4, checkpoint: trainer.checkpoint())
      }
      if trainer.stepsDone == 7 { trainer.restoreWeights() }
      let record = try trainer.step()
      records[record.step] = record
    }
    let step = interruption ?? 0
    #expect(records[8]?.sums[0].previousSquaredNorm == 0)
    let commands = [AppliedCommand(.restoreWeights(ofStep: step), afterStep: 7)]
    #expect(try outcome(records, commands: commands) == .same(steps: 12))
    #expect(try outcome(records, commands: []) != .same(steps: 12))
  }

  /// What the optimizer in force remembers is not lost by way of those before it: plain SGD has no memory at all.
  @Test func commandsBeforeACheckpointAreAPartOfIt() throws {
    let commands = [
      2: OptimizerConfiguration(rule: .momentum), 4: OptimizerConfiguration(rule: .sgd), 5: adam,
    ]
    let trainer = try Trainer(configuration, dataset: TestImages.shapes, width: 4)
    var records: [Int: StepRecord] = [:]
    var checkpoints: [Checkpoint] = []
    while trainer.stepsDone < 12 {
      if trainer.stepsDone >= 4 { checkpoints.append(try trainer.checkpoint()) }
      if let change = commands[trainer.stepsDone] { trainer.setOptimizer(change) }
      if trainer.stepsDone == 5 { checkpoints.append(try trainer.checkpoint()) }
      let record = try trainer.step()
      records[record.step] = record
    }
    let applied = commands.sorted { $0.key < $1.key }.map { AppliedCommand(.setOptimizer($1), afterStep: $0) }
    for checkpoint in checkpoints {
      let steps = 12 - checkpoint.state.step
      #expect(try outcome(records, commands: applied, from: checkpoint) == .same(steps: steps))
    }
  }

  /// A return to weights of a step before the checkpoint needs an older one, or the run's beginning.
  @Test func aReturnToGoodWeightsIsDoneAgainFromACheckpointBeforeThem() throws {
    let files = try TestFolder()
    let folder = CheckpointFolder(path: files["checkpoints"])
    let trainer = try Trainer(configuration, dataset: TestImages.shapes, width: 4)
    trainer.goodWeights.plannedSteps = [3]
    var records: [Int: StepRecord] = [:]
    while trainer.stepsDone < 12 {
      if [2, 5, 8].contains(trainer.stepsDone) { try folder.save(trainer.checkpoint()) }
      if trainer.stepsDone == 7 {
        #expect(trainer.goodWeights.step == 3)
        trainer.restoreWeights()
      }
      let record = try trainer.step()
      records[record.step] = record
    }
    let commands = [AppliedCommand(.restoreWeights(ofStep: 3), afterStep: 7)]
    for (last, start) in [6: 5, 7: 2, 8: 8, 12: 8] {
      let checkpoint = try #require(try folder.newest(upTo: last, replaying: commands))
      #expect(checkpoint.state.step == start)
      let outcome = try outcome(records, commands: commands, from: checkpoint, upTo: last)
      #expect(outcome == .same(steps: last - start))
    }
    let late = try folder.newest(upTo: 5)
    #expect(throws: ReplayError(afterStep: 7, recorded: 3, kept: 5)) {
      try outcome(records, commands: commands, from: late)
    }
    let first = AppliedCommand(.restoreWeights(ofStep: 0), afterStep: 7)
    #expect(try folder.newest(upTo: 7, replaying: [first]) == nil)
  }

  @Test func theFirstDifferenceIsNamed() throws {
    var records = try records()
    guard case .differs(let forgotten) = try outcome(records, commands: []) else {
      Issue.record("without its command the run is another from step 6 on")
      return
    }
    #expect(forgotten.step == 6)
    #expect(forgotten.what == "learning rate")
    let sums = try #require(records[4]?.sums[2])
    records[4]?.sums[2].cross = sums.cross.nextUp
    let bit = StepDifference(
      step: 4, what: "Σ (a·b)² of gradient, bn1.bias", recorded: sums.cross.nextUp, computed: sums.cross)
    let commands = [AppliedCommand(.setOptimizer(adam), afterStep: 5)]
    #expect(try outcome(records, commands: commands) == .differs(bit))
  }
}
