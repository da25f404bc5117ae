import NeuralNetwork
import RunModel
import Statistics
import Testing

@testable import Datasets
@testable import Training

/// What is not finite is named, changes no weight, and can be gone back from.
struct DivergenceTests {
  /// A data set of one batch, so that every step sees the same images.
  private let dataset = SyntheticShapes(seed: 3, trainingImages: 8, testImages: 1).dataset(.training)

  private func trainer(
    _ network: NetworkConfiguration = NetworkConfiguration(.mlp, hiddenWidths: [16, 16]),
    _ optimizer: OptimizerConfiguration = OptimizerConfiguration(rule: .momentum)
  ) throws -> Trainer {
    try Trainer(
      RunConfiguration(
        network: network, optimizer: optimizer, batchSize: 8, order: .sequential, threads: 1),
      dataset: dataset, width: 4)
  }

  private func weights(_ trainer: Trainer) throws -> [[Float]] {
    try trainer.network.parameters.map { try $0.read() }
  }

  @Test func aLossThatIsNotFiniteChangesNothing() throws {
    let trainer = try trainer()
    for _ in 0..<3 { _ = try trainer.step() }
    #expect(trainer.divergence == nil)
    let bias = trainer.network.parameters[3]
    #expect(bias.description.name == "fc2.bias")
    bias.values[0] = .infinity
    let before = try weights(trainer)
    let record = try trainer.step()
    #expect(!record.loss.isFinite)
    #expect(try weights(trainer) == before)
    #expect(record.sums.allSatisfy { $0.updateSquaredNorm == 0 })
    #expect(record.sums[0].weightSquaredNorm > 0)
    #expect(
      trainer.divergence
        == Divergence(
          step: 4, loss: nil, gradientLayer: "fc3", outputLayer: "fc2", weightLayer: "fc2",
          restorableStep: 0))
  }

  /// The first layer makes its outputs small and the next make up for it, so that only the gradient grows.
  @Test func aGradientThatIsNotFiniteCountsAsZero() throws {
    let trainer = try trainer()
    let parameters = trainer.network.parameters
    for (parameter, scale) in zip(parameters, [1e-30, 0, 1e30, 0, 1e30, 1] as [Float]) {
      try parameter.write(parameter.read().map { $0 * scale })
    }
    let before = try weights(trainer)
    let record = try trainer.step()
    let after = try weights(trainer)
    let divergence = try #require(trainer.divergence)
    #expect(divergence.loss == record.loss && record.loss.isFinite)
    #expect(divergence.gradientLayer == "fc1")
    #expect(divergence.outputLayer == nil)
    #expect(after.allSatisfy { $0.allSatisfy(\.isFinite) })
    #expect(after[5] != before[5], "the last bias, whose gradient was finite, has learnt")
    #expect(record.sums[0].cosine == nil)
    #expect(try trainer.step().sums[0].cosine == nil, "nor is there a previous gradient")
  }

  /// A gradient that is finite times a rate that makes it infinite; ReLUs could hide it from the loss of the next step.
  @Test func aWeightThatIsNotFiniteIsSaidAtOnce() throws {
    let trainer = try trainer(
      NetworkConfiguration(.mlp, hiddenWidths: [16, 16]), OptimizerConfiguration(learningRate: 1e38))
    let parameter = trainer.network.parameters[2]
    try parameter.write(parameter.read().map { $0 * 1e10 })
    let record = try trainer.step()
    #expect(record.loss.isFinite)
    #expect(
      trainer.divergence
        == Divergence(
          step: 1, loss: record.loss, gradientLayer: nil, weightLayer: "fc1", restorableStep: 0))
  }

  /// Weights, momentum, slow weights, ages, and running statistics: all of it, bit for bit.
  @Test(arguments: [
    OptimizerConfiguration(rule: .momentum),
    OptimizerConfiguration(rule: .adam, lookahead: Lookahead(steps: 7)),
  ])
  func goingBackIsExact(optimizer: OptimizerConfiguration) throws {
    let trainer = try trainer(NetworkConfiguration(.resnet20), optimizer)
    for _ in 0..<GoodWeights.interval { _ = try trainer.step() }
    let copied = try weights(trainer)
    let first = try (0..<5).map { _ in try trainer.step() }
    let statistics = trainer.network.runningStatistics.map(\.values)
    trainer.restoreWeights()
    #expect(try weights(trainer) == copied)
    let second = try (0..<5).map { _ in try trainer.step() }
    #expect(second.map(\.loss) == first.map(\.loss))
    #expect(second.map(\.step) == first.map { $0.step + 5 })
    #expect(trainer.network.runningStatistics.map(\.values) == statistics)
    #expect(second[1...].map(\.sums) == first[1...].map(\.sums))
    for sums in second[0].sums {
      #expect(sums.cosine == nil && sums.dot == 0 && sums.cross == 0 && sums.previousSquaredNorm == 0)
    }
  }

  /// The optimizer stays the one in effect; what it shares with the one of the copy comes back.
  @Test func theStateIsThatOfTheOptimizerInEffect() throws {
    let trainer = try trainer()
    let start = try weights(trainer)
    _ = try trainer.step()
    trainer.setOptimizer(OptimizerConfiguration(rule: .adam))
    _ = try trainer.step()
    trainer.restoreWeights()
    #expect(try weights(trainer) == start)
    let restored = try trainer.step()

    let fresh = try self.trainer(
      NetworkConfiguration(.mlp, hiddenWidths: [16, 16]), OptimizerConfiguration(rule: .adam))
    let first = try fresh.step()
    #expect(restored.sums == first.sums)
    #expect(try weights(trainer) == weights(fresh))
  }

  @Test func onlyGoodWeightsAreKept() throws {
    let trainer = try trainer()
    let kept = GoodWeights(of: trainer.network)
    kept.plannedSteps = [150]
    func copied(after step: Int, loss: Double, isFinite: Bool = true) -> Int? {
      kept.judge(loss: loss, classes: 10, isFinite: isFinite)
      kept.copyIfDue(trainer.memory, afterStep: step)
      return kept.step
    }
    #expect(kept.step == nil)
    #expect(copied(after: 0, loss: .nan) == 0)
    #expect(copied(after: 99, loss: 1) == 0)
    #expect(copied(after: 100, loss: 4.7) == 0)
    #expect(copied(after: 150, loss: 4.7) == 150)
    #expect(copied(after: 200, loss: .nan, isFinite: false) == 150)
    #expect(copied(after: 300, loss: 1, isFinite: false) == 150)
    #expect(copied(after: 400, loss: 4.5) == 400)
  }

  @Test func theSentenceNamesStepAndLayers() {
    #expect(
      Divergence(step: 7, loss: nil, gradientLayer: "fc", outputLayer: "layer2.0.conv1", restorableStep: 0)
        .sentence == "the loss is not finite at step 7: the first output in layer2.0.conv1, "
        + "the first gradient, from the loss backwards, in fc")
    #expect(
      Divergence(step: 1, loss: 2.5, gradientLayer: "conv1", restorableStep: 0).sentence
        == "a gradient is not finite at step 1: the first gradient, from the loss backwards, in conv1")
    #expect(
      Divergence(step: 1, loss: 2.5, gradientLayer: nil, weightLayer: "bn1", restorableStep: 0).sentence
        == "a weight is not finite at step 1: the first weight in bn1")
    #expect(
      Divergence(step: 2, loss: nil, gradientLayer: nil, restorableStep: 0).sentence
        == "the loss is not finite at step 2")
  }
}
