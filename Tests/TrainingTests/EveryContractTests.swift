import NeuralNetwork
import RunModel
import TestSupport
import Testing

@testable import Datasets
@testable import Training

/// A network and an optimizer that a contract is put to.
struct Subject: Sendable, CustomTestStringConvertible {
  var network: NetworkConfiguration
  var optimizer: OptimizerConfiguration

  /// Every rule, with a network that has weights, biases, normalisation and dropout.
  static let rules = everyOptimizer.map {
    Subject(network: NetworkConfiguration(.vgg11BatchNorm), optimizer: $0)
  }
  /// The same, and every network with one rule.
  static let all =
    rules + everyNetwork.map { Subject(network: $0, optimizer: OptimizerConfiguration(rule: .momentum)) }

  var testDescription: String {
    network.fullTitle + ", " + optimizer.rule.title + (optimizer.lookahead == nil ? "" : " + Lookahead")
  }
}

/// One list of all rules and one of all networks, in training, through every contract. Those that a network's passes
/// alone can break are put to networks in `NetworkContractTests`.
struct EveryContractTests {
  /// Seven images: with three a step the last is left over.
  private static let images = SyntheticShapes(seed: 3, trainingImages: 7, testImages: 1).dataset(.training)

  private func trainer(
    _ subject: Subject, batchSize: Int = 3, dataset: ImageDataset = Self.images
  ) throws -> Trainer {
    try Trainer(
      RunConfiguration(
        network: subject.network, optimizer: subject.optimizer, batchSize: batchSize, threads: 1),
      dataset: dataset, width: 4)
  }

  private func weights(_ trainer: Trainer) throws -> [[Float]] {
    try trainer.network.parameters.map { try $0.read() }
  }

  @Test(arguments: Subject.rules) func determinism(subject: Subject) throws {
    let (a, b) = (try trainer(subject), try trainer(subject))
    for _ in 0..<3 {
      let (x, y) = (try a.step(), try b.step())
      #expect(x.loss == y.loss)
      #expect(x.sums == y.sums)
    }
    #expect(try weights(a) == weights(b))
  }

  /// Weights, running statistics, the optimizer's memory and the count of passes are all that is remembered, data aside:
  /// another trainer goes on from them with the same bits, whatever it did before.
  @Test(arguments: Subject.all) func stateRoundTrip(subject: Subject) throws {
    let original = try trainer(subject)
    var other = subject
    other.optimizer = OptimizerConfiguration(rule: .adam, learningRate: 0.5)
    let copy = try trainer(other)
    for _ in 0..<4 { _ = (try original.step(), try copy.step()) }

    copy.setOptimizer(subject.optimizer)
    copy.memory.copy(original.memory)
    for (to, from) in zip(copy.network.parameters, original.network.parameters) { try to.write(from.read()) }
    for (to, from) in zip(copy.network.runningStatistics, original.network.runningStatistics) {
      to.values = from.values
    }
    copy.network.forwardPasses = original.network.forwardPasses
    for _ in 0..<3 { #expect(try copy.step().loss == original.step().loss) }
    #expect(try weights(copy) == weights(original))
    #expect(
      copy.network.runningStatistics.map(\.values) == original.network.runningStatistics.map(\.values))
  }

  /// With one class the loss is zero whatever the logits: nothing is learnt, and no cosine exists.
  @Test(arguments: Subject.rules) func zeroGradient(subject: Subject) throws {
    var description = Self.images.description
    description.classNames = ["all"]
    let dataset = ImageDataset(
      description: description, split: .training, origin: "", images: Self.images.images,
      labels: Array(repeating: 0, count: Self.images.count))
    var subject = subject
    subject.optimizer.weightDecay = 0
    let trainer = try trainer(subject, dataset: dataset)
    let before = try weights(trainer)
    for _ in 0..<4 {
      let record = try trainer.step()
      #expect(record.loss == 0 && trainer.divergence == nil)
      #expect(record.sums.allSatisfy { $0.cosine == nil && $0.updateSquaredNorm == 0 })
    }
    #expect(try weights(trainer) == before)
  }

  /// It is said, it changes nothing, and after the return to good weights training goes on.
  @Test(arguments: Subject.all) func nonFiniteGradient(subject: Subject) throws {
    let trainer = try trainer(subject)
    for _ in 0..<2 { _ = try trainer.step() }
    let parameter = try #require(trainer.network.parameters.first)
    try parameter.write(parameter.read().map { _ in .nan })
    let before = try weights(trainer).dropFirst()
    let record = try trainer.step()
    let divergence = try #require(trainer.divergence)
    #expect(divergence.step == 3 && divergence.weightLayer != nil)
    // Where a ReLU makes zeros of what is no number, the gradient is zero.
    #expect(record.sums[0].cosine == nil)
    if !record.loss.isFinite { #expect(try weights(trainer).dropFirst() == before) }
    trainer.restoreWeights()
    for _ in 0..<2 {
      #expect(try trainer.step().loss.isFinite)
      #expect(trainer.divergence == nil)
    }
    #expect(try weights(trainer).allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test(arguments: Subject.rules) func batchOfOne(subject: Subject) throws {
    let trainer = try trainer(subject, batchSize: 1)
    for _ in 0..<2 {
      #expect(try trainer.step().loss.isFinite)
      #expect(trainer.divergence == nil)
    }
  }

  /// What is left over at the end of an epoch is dropped: every step has a whole batch.
  @Test(arguments: Subject.all) func lastShortBatch(subject: Subject) throws {
    let trainer = try trainer(subject)
    #expect(trainer.description.stepsPerEpoch == 2)
    for epoch in [1, 1, 2, 2, 3] {
      let record = try trainer.step()
      #expect(record.epoch == epoch)
      #expect(trainer.divergence == nil)
      #expect([0, 1, 2, 3].contains((record.accuracy * 3).rounded()))
    }
  }
}
