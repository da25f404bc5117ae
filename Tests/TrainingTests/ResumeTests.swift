import Datasets
import NeuralNetwork
import RunModel
import Testing

@testable import Training

/// Stop, go on: the same bits as without the stop.
struct ResumeTests {
  /// What a step says that is the same in every run of the same bits.
  private struct Step: Equatable {
    var record: StepRecord

    init(_ record: StepRecord) {
      self.record = record
      self.record.seconds = 0
    }
  }

  private func trainer(
    _ configuration: RunConfiguration, width: Int?, from checkpoint: Checkpoint? = nil
  ) throws -> Trainer {
    try Trainer(configuration, dataset: TestImages.shapes, width: width, checkpoint: checkpoint)
  }

  private func steps(_ trainer: Trainer, _ count: Int) throws -> [Step] {
    try (0..<count).map { _ in Step(try trainer.step()) }
  }

  private func weights(_ trainer: Trainer) throws -> [[UInt32]] {
    try trainer.network.parameters.map { try $0.read().map(\.bitPattern) }
      + trainer.network.runningStatistics.map { $0.values.map(\.bitPattern) }
  }

  /// Trains `2 * half` steps in one go, and with a stop in the middle, through a file.
  private func expectNoDifference(
    _ configuration: RunConfiguration, half: Int, width: Int?, change: OptimizerConfiguration? = nil
  ) throws {
    let whole = try trainer(configuration, width: width)
    let first = try steps(whole, half / 2)
    if let change { whole.setOptimizer(change) }
    let stopped = try trainer(configuration, width: width)
    #expect(try steps(stopped, half / 2) == first)
    if let change { stopped.setOptimizer(change) }
    #expect(try steps(stopped, half - half / 2) == steps(whole, half - half / 2))

    let folder = try TestFolder()
    try stopped.checkpoint().write(to: folder["c"])
    let resumed = try trainer(configuration, width: width, from: Checkpoint(path: folder["c"]))
    #expect(try weights(resumed) == weights(whole))
    #expect(try steps(resumed, half) == steps(whole, half))
    #expect(try weights(resumed) == weights(whole))
  }

  @Test(arguments: OptimizerRule.allCases, [nil, Lookahead(steps: 3)])
  func everyOptimizer(rule: OptimizerRule, lookahead: Lookahead?) throws {
    try expectNoDifference(
      RunConfiguration(
        network: NetworkConfiguration(.resnet20),
        optimizer: OptimizerConfiguration(rule: rule, weightDecay: 1e-3, lookahead: lookahead), batchSize: 8,
        threads: 1), half: 20, width: 4)
  }

  @Test(arguments: [NetworkName.resnet18, .lenet5, .mlp])
  func everyFamily(_ name: NetworkName) throws {
    try expectNoDifference(
      RunConfiguration(
        network: NetworkConfiguration(name, stem: .cifar), optimizer: OptimizerConfiguration(rule: .adam),
        batchSize: 8, threads: 1), half: 4, width: 8)
  }

  /// Dropout's masks, crops and mirror images, and the order of the next epoch: 7 steps make an epoch.
  @Test func whatIsDrawnGoesOn() throws {
    try expectNoDifference(
      RunConfiguration(
        network: NetworkConfiguration(.vgg11), optimizer: OptimizerConfiguration(rule: .momentum),
        batchSize: 256, augmentation: .cropAndFlip, threads: 1), half: 6, width: 4)
  }

  /// Quantities of different ages, and a schedule in its midst.
  @Test func aChangeOfTheOptimizerIsPartOfTheState() throws {
    var adam = OptimizerConfiguration(rule: .adam)
    adam.schedule = LearningRateSchedule(.cosine(steps: 100), warmup: 10)
    var belief = adam
    belief.take(.adabelief)
    belief.lookahead = Lookahead(steps: 4)
    try expectNoDifference(
      RunConfiguration(network: NetworkConfiguration(.lenet5), optimizer: adam, batchSize: 8, threads: 1),
      half: 10, width: nil, change: belief)
  }

  @Test(.enabled(if: hasBFloat16)) func bfloat16() throws {
    try expectNoDifference(
      RunConfiguration(
        network: NetworkConfiguration(stem: .cifar), optimizer: OptimizerConfiguration(rule: .adamw),
        batchSize: 8, threads: 1, precision: .bf16), half: 4, width: 16)
  }

  @Test func beforeTheFirstStep() throws {
    let configuration = RunConfiguration(network: NetworkConfiguration(.lenet5), batchSize: 8, threads: 1)
    let whole = try trainer(configuration, width: nil)
    let resumed = try trainer(configuration, width: nil, from: whole.checkpoint())
    #expect(try steps(resumed, 3) == steps(whole, 3))
  }

  /// A trial on other images in between changes nothing either.
  @Test func evaluationLeavesNoTrace() throws {
    let configuration = RunConfiguration(
      network: NetworkConfiguration(.vgg11BatchNorm), batchSize: 32, threads: 1)
    let plain = try trainer(configuration, width: 4)
    let tried = try trainer(configuration, width: 4)
    for _ in 0..<3 {
      let a = Step(try plain.step())
      let b = Step(try tried.step())
      #expect(a == b)
      let once = try tried.evaluate(TestImages.shapes)
      #expect(try tried.evaluate(TestImages.shapes) == once)
      #expect(once.images == 2_000)
      #expect(once.loss.isFinite)
    }
  }

  private static var hasBFloat16: Bool {
    var specification = Network.Specification(network: NetworkConfiguration(.mlp), batchSize: 1)
    specification.precision = .bf16
    return (try? Network(specification, threads: 1)) != nil
  }
}
