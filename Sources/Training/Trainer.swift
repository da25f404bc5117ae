import Datasets
import NeuralNetwork
import Optimizers
import RunModel
import Statistics

/// Seconds that the parts of a step took.
public struct StepTimes: Equatable, Sendable {
  /// Taking the batch, which was prepared while the step before was computed.
  public var data = 0.0
  /// Forward pass and loss.
  public var forward = 0.0
  /// Backward pass.
  public var backward = 0.0
  /// Drift statistics and the optimizer's update.
  public var update = 0.0
  /// All of it.
  public var total: Double { data + forward + backward + update }
}

/// Trains a network step by step and measures each. It belongs to the thread that made it.
public final class Trainer {
  /// What the run is about.
  public let description: RunDescription
  /// How long the parts of the last step took.
  public private(set) var times = StepTimes()
  /// The number of steps done.
  public private(set) var stepsDone = 0
  /// What was not finite at the last step; nil where all was.
  public private(set) var divergence: Divergence?
  /// Floating-point operations of a step, see `Network.operationsPerStep`.
  public var operationsPerStep: Double { network.operationsPerStep }
  /// Whether drift statistics are taken; only the benchmark, which measures their cost, turns them off.
  var recordsStatistics = true

  let network: Network
  private let batches: PreparedBatches
  private let probe: GradientProbe
  private var configuration: OptimizerConfiguration
  private var optimizer: any Optimizer
  /// The learning rate that `optimizer` was made with.
  private var learningRate: Double
  let memory: OptimizerMemory
  private let goodWeights: GoodWeights
  private let classes: Int

  /// Plans the network, sets its weights and takes all memory that training needs.
  ///
  /// - Throws: `DatasetError` where the data do not fill a batch or have more channels, `SafetensorsError` or
  ///   `NetworkError` where the weights do not fit or the network cannot be planned.
  public convenience init(_ configuration: RunConfiguration, dataset: ImageDataset) throws {
    try self.init(configuration, dataset: dataset, width: nil)
  }

  /// The same for a network of another width: tests take a narrow one.
  init(_ configuration: RunConfiguration, dataset: ImageDataset, width: Int?) throws {
    let sampler = try BatchSampler(
      count: dataset.count, batchSize: configuration.batchSize, order: configuration.order,
      seed: configuration.seed)
    let dataset = try dataset.written(withChannels: configuration.channels)
    var specification = Network.Specification(
      network: configuration.network, batchSize: configuration.batchSize)
    specification.precision = configuration.precision
    specification.image.channels = dataset.channels
    specification.classes = dataset.classes
    specification.width = width
    specification.dropoutSeed = configuration.seed
    network = try Network(specification, threads: configuration.threads)
    if let weights = configuration.weights {
      try network.load(SafetensorsFile(path: weights))
    } else {
      try network.initialize(seed: configuration.seed)
    }
    batches = PreparedBatches(of: dataset, sampler: sampler, augmentation: configuration.augmentation)
    self.configuration = configuration.optimizer
    optimizer = configuration.optimizer.optimizer(step: 1)
    learningRate = configuration.optimizer.learningRate(step: 1)
    memory = OptimizerMemory(for: network.parameters, quantities: configuration.optimizer.state)
    probe = GradientProbe(network.parameters)
    goodWeights = GoodWeights(of: network, memory: memory)
    classes = dataset.classes
    description = RunDescription(
      configuration: configuration, dataset: dataset.name, images: dataset.count,
      stepsPerEpoch: sampler.stepsPerEpoch, tensors: network.parameters.map(\.description))
  }

  /// Takes other hyperparameters or another rule from the next step on. State that means the same in both is kept, see
  /// `OptimizerChange`; the rest starts fresh.
  public func setOptimizer(_ configuration: OptimizerConfiguration) {
    self.configuration = configuration
    makeOptimizer()
    memory.change(to: configuration.state)
  }

  /// Goes back to the last good weights, see `TrainingCommand.restoreWeights`; the optimizer stays the one in effect.
  public func restoreWeights() {
    goodWeights.restore(to: memory)
    memory.change(to: configuration.state)
    probe.forgetPreviousGradient()
  }

  /// Makes the optimizer of the next step.
  private func makeOptimizer() {
    optimizer = configuration.optimizer(step: stepsDone + 1)
    learningRate = configuration.learningRate(step: stepsDone + 1)
  }

  /// Trains on the next batch.
  public func step() throws -> StepRecord {
    let start = ContinuousClock.now
    if configuration.learningRate(step: stepsDone + 1) != learningRate { makeOptimizer() }
    batches.take(pixels: network.images, classes: network.labels)
    let prepared = ContinuousClock.now
    try network.forward()
    let forward = ContinuousClock.now
    // Gradients go to two buffers in turn, so that the previous one is there without a copy.
    let parity = stepsDone & 1
    try network.backward(parity: parity)
    let backward = ContinuousClock.now
    let sums = probe.sweep(
      optimizer, memory: memory, parity: parity, withStatistics: recordsStatistics,
      isApplied: network.meanLoss.isFinite)
    stepsDone += 1
    var record = StepRecord(
      step: stepsDone, epoch: batches.position.epoch, loss: network.meanLoss, accuracy: network.accuracy,
      learningRate: learningRate, seconds: 0, sums: sums)
    divergence = divergence(at: record)
    if divergence == nil { goodWeights.consider(record, classes: classes, memory: memory) }
    let end = ContinuousClock.now
    times = StepTimes(
      data: seconds(start, prepared), forward: seconds(prepared, forward),
      backward: seconds(forward, backward), update: seconds(backward, end))
    record.seconds = times.total
    return record
  }

  private func divergence(at record: StepRecord) -> Divergence? {
    let gradient = record.sums.lastIndex { !$0.squaredNorm.isFinite }
    let weight = record.sums.firstIndex { !$0.weightSquaredNorm.isFinite }
    guard gradient != nil || weight != nil || !record.loss.isFinite else { return nil }
    return Divergence(
      step: record.step, loss: record.loss.isFinite ? record.loss : nil,
      gradientLayer: gradient.map { description.tensors[$0].layer },
      outputLayer: network.firstLayerWithoutFiniteOutput,
      weightLayer: weight.map { description.tensors[$0].layer }, restorableStep: goodWeights.step)
  }

  private func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> Double {
    (to - from) / .seconds(1)
  }
}
