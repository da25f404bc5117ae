import Datasets
import Foundation
import RunModel
import Statistics
import Testing

@testable import NeuralNetwork
@testable import Training

struct TrainerTests {
  private func trainer(
    _ optimizer: OptimizerConfiguration = OptimizerConfiguration(), seed: UInt64 = 1,
    order: SampleOrder = .shuffled
  ) throws -> Trainer {
    try Trainer(
      RunConfiguration(optimizer: optimizer, batchSize: 16, seed: seed, order: order, threads: 2),
      dataset: TestImages.shapes, width: 16)
  }

  private func losses(_ trainer: Trainer, steps: Int) throws -> [Double] {
    try (0..<steps).map { _ in try trainer.step().loss }
  }

  /// Bit for bit: losses and every sum.
  @Test func sameSeedSameRun() throws {
    let a = try trainer()
    let b = try trainer()
    for _ in 0..<5 {
      let x = try a.step()
      let y = try b.step()
      #expect(x.loss == y.loss)
      #expect(x.sums == y.sums)
    }
    #expect(try losses(trainer(seed: 2), steps: 2) != losses(trainer(), steps: 2))
  }

  @Test func countsStepsAndEpochs() throws {
    let trainer = try trainer()
    let first = try trainer.step()
    #expect(first.step == 1)
    #expect(first.epoch == 1)
    #expect(first.sums.count == 62)
    #expect(first.sums.allSatisfy { $0.cosine == nil })
    let second = try trainer.step()
    #expect(second.step == 2)
    #expect(second.sums.allSatisfy { $0.cosine != nil })
    #expect(second.seconds > 0)
    #expect(trainer.description.tensors.count == 62)
  }

  /// The recorded sums are those of the gradients and weights themselves.
  @Test func sumsAgreeWithANaiveTwin() throws {
    let trainer = try trainer(OptimizerConfiguration(rule: .momentum))
    _ = try trainer.step()
    let parameters = trainer.network.parameters
    let before = try parameters.map { try $0.read() }
    let record = try trainer.step()
    for (index, parameter) in parameters.enumerated() {
      let g = try parameter.readGradient(parity: 1).map(Double.init)
      let p = try parameter.readGradient(parity: 0).map(Double.init)
      let w = try parameter.read().map(Double.init)
      let old = before[index].map(Double.init)
      let sums = record.sums[index]
      let products = zip(g, p).map { $0 * $1 }
      #expect(close(sums.dot, products.reduce(0, +), scale: products.reduce(0) { $0 + abs($1) }))
      #expect(close(sums.squaredNorm, g.reduce(0) { $0 + $1 * $1 }))
      #expect(close(sums.previousSquaredNorm, p.reduce(0) { $0 + $1 * $1 }))
      #expect(close(sums.cross, products.reduce(0) { $0 + $1 * $1 }))
      #expect(close(sums.weightSquaredNorm, w.reduce(0) { $0 + $1 * $1 }))
      #expect(close(sums.updateSquaredNorm, zip(w, old).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }))
    }
  }

  private func close(_ a: Double, _ b: Double, scale: Double? = nil) -> Bool {
    abs(a - b) <= 1e-10 * (scale ?? abs(b))
  }

  /// lr 0 leaves the weights as they are; another rule takes over from the next step on.
  @Test func changesTheOptimizerBetweenSteps() throws {
    let trainer = try trainer(OptimizerConfiguration(learningRate: 0))
    let before = try trainer.network.parameters[0].read()
    let record = try trainer.step()
    #expect(try trainer.network.parameters[0].read() == before)
    #expect(record.sums.allSatisfy { $0.updateSquaredNorm == 0 })
    trainer.setOptimizer(OptimizerConfiguration(rule: .momentum, learningRate: 0.1))
    let second = try trainer.step()
    // Fresh state: the first update with momentum is that of plain SGD, lr · g.
    for sums in second.sums {
      let expected = 0.01 * sums.squaredNorm
      #expect(abs(sums.updateSquaredNorm - expected) <= 1e-2 * expected)
    }
    #expect(try trainer.network.parameters[0].read() != before)
  }

  /// Trains three steps with the one and three with the other, and gives the weights of all tensors.
  private func weights(_ first: OptimizerConfiguration, then second: OptimizerConfiguration) throws
    -> [[Float]]
  {
    let trainer = try trainer(first)
    _ = try losses(trainer, steps: 3)
    trainer.setOptimizer(second)
    _ = try losses(trainer, steps: 3)
    return try trainer.network.parameters.map { try $0.read() }
  }

  /// Without decay Adam and AdamW are the same rule: a change between them changes no bit, ages included.
  @Test func momentsAndTheirAgesAreCarriedOver() throws {
    let adam = OptimizerConfiguration(rule: .adam)
    let adamw = OptimizerConfiguration(rule: .adamw, weightDecay: 0)
    let unchanged = try weights(adam, then: adam)
    #expect(try weights(adam, then: adamw) == unchanged)
    #expect(try weights(adamw, then: adam) == unchanged)
    #expect(try weights(OptimizerConfiguration(rule: .rmsprop), then: adam) != unchanged)
  }

  /// Quantities of one rule may differ in age.
  @Test func whatIsSharedIsKeptAndTheRestIsFresh() throws {
    let memory = OptimizerMemory(
      for: try trainer().network.parameters, quantities: [.firstMoment, .secondMoment])
    memory.state(of: 3, from: 0)[0][5] = 7
    memory.state(of: 3, from: 0)[1][5] = 8
    for _ in 0..<4 { memory.advance() }
    memory.change(to: [.firstMoment, .belief, .slowWeights])
    memory.advance()
    let state = memory.state(of: 3, from: 5)
    #expect((state[0][0], state[1][0], state[2][0]) == (7, 0, 0))
    #expect((state.age(0), state.age(1), state.age(2)) == (5, 1, 1))
    memory.change(to: [.secondMoment, .firstMoment])
    let changed = memory.state(of: 3, from: 5)
    #expect((changed[0][0], changed[1][0]) == (0, 7))
    #expect((changed.age(0), changed.age(1)) == (0, 5))
  }

  @Test func otherHyperparametersLeaveTheStateAsItIs() throws {
    let momentum = OptimizerConfiguration(rule: .momentum, lookahead: Lookahead(steps: 2))
    let trainer = try trainer(momentum)
    _ = try losses(trainer, steps: 3)
    var faster = momentum
    faster.learningRate = 0.2
    trainer.setOptimizer(faster)
    trainer.setOptimizer(momentum)
    _ = try losses(trainer, steps: 3)
    #expect(
      try trainer.network.parameters.map { try $0.read() } == weights(momentum, then: momentum))
  }

  @Test func theScheduleIsFollowedAndRecorded() throws {
    let trainer = try trainer(
      OptimizerConfiguration(
        learningRate: 0.1, schedule: LearningRateSchedule(.step(every: 3, factor: 0.5), warmup: 2)))
    let records = try (0..<5).map { _ in try trainer.step() }
    #expect(records.map(\.learningRate) == [0.05, 0.1, 0.1, 0.05, 0.05])
    for record in records {
      for sums in record.sums {
        let expected = record.learningRate * record.learningRate * sums.squaredNorm
        #expect(abs(sums.updateSquaredNorm - expected) <= 1e-2 * expected)
      }
    }
  }
}
