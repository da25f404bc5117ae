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
  /// Drift statistics and the optimizer's update, and now and then a copy of good weights.
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
  public internal(set) var stepsDone = 0
  /// What was not finite at the last step; nil where all was, and after a return to good weights.
  public private(set) var divergence: Divergence?
  /// Floating-point operations of a step, see `Network.operationsPerStep`.
  public var operationsPerStep: Double { network.operationsPerStep }
  /// Bytes that the gradient's statistics and the update read and write at a step: both gradients are read, weights and
  /// the rule's state read and written. Slow weights are left out, which most steps do not touch.
  var updateBytes: Int {
    let state = configuration.state.count { $0 != .slowWeights }
    let floats = network.parameters.reduce(0) { $0 + $1.storageCount }
    return floats * MemoryLayout<Float>.stride * (2 + 2 + 2 * state)
  }
  /// What is recorded; only the benchmark, which measures the cost, records less than was asked for.
  var recordingExtent = GradientProbe.Extent.everything

  let network: Network
  let batches: PreparedBatches
  let probe: GradientProbe
  private(set) var configuration: OptimizerConfiguration
  private var optimizer: any Optimizer
  /// The learning rate that `optimizer` was made with.
  private var learningRate: Double
  let memory: OptimizerMemory
  /// What can be gone back to.
  let goodWeights: GoodWeights
  private let classes: Int

  /// Plans the network, sets its weights and takes all memory that training needs. With a checkpoint it goes on from
  /// there, under the optimizer that was in force.
  ///
  /// - Throws: `DatasetError` where the data do not fill a batch or have more channels, `SafetensorsError` or
  ///   `NetworkError` where the weights do not fit or the network cannot be planned, `CheckpointError` where the checkpoint is of another run.
  public convenience init(
    _ configuration: RunConfiguration, dataset: ImageDataset, checkpoint: Checkpoint? = nil
  ) throws {
    try self.init(configuration, dataset: dataset, width: nil, checkpoint: checkpoint)
  }

  /// The same for a network of another width: tests take a narrow one.
  init(
    _ configuration: RunConfiguration, dataset: ImageDataset, width: Int?, checkpoint: Checkpoint? = nil
  ) throws {
    let dataset = try dataset.written(withChannels: configuration.channels)
    let sampler = try BatchSampler(
      count: dataset.count, batchSize: configuration.batchSize, order: configuration.order,
      seed: configuration.seed)
    // Before the network, whose threads are bound to processors: what they start is bound to the same.
    batches = PreparedBatches(of: dataset, sampler: sampler, augmentation: configuration.augmentation)
    var specification = Network.Specification(
      network: configuration.network, batchSize: configuration.batchSize)
    specification.precision = configuration.precision
    specification.image.channels = dataset.channels
    specification.classes = dataset.classes
    specification.width = width
    specification.dropoutSeed = configuration.seed
    network = try Network(specification, threads: configuration.threads)
    if let weights = configuration.weights, checkpoint == nil {
      try network.load(SafetensorsFile(path: weights))
    } else if checkpoint == nil {
      try network.initialize(seed: configuration.seed)
    }
    self.configuration = configuration.optimizer
    optimizer = configuration.optimizer.optimizer(step: 1)
    learningRate = configuration.optimizer.learningRate(step: 1)
    memory = OptimizerMemory(for: network.parameters, quantities: configuration.optimizer.state)
    probe = GradientProbe(
      network.parameters, recorded: configuration.recorded, seed: configuration.seed)
    goodWeights = GoodWeights(of: network)
    classes = dataset.classes
    let control = configuration.recorded.control.map { [NoiseControl.description(parameters: $0)] } ?? []
    description = RunDescription(
      configuration: configuration, dataset: dataset.name, images: dataset.count,
      stepsPerEpoch: sampler.stepsPerEpoch, tensors: network.parameters.map(\.description) + control,
      identity: dataset.identity())
    if let checkpoint { try restore(checkpoint) }
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
    probe.forget()
    divergence = nil
  }

  /// Does what a command asks of training itself; the rest is the session's.
  func apply(_ command: TrainingCommand) {
    switch command {
    case .setOptimizer(let configuration): setOptimizer(configuration)
    case .restoreWeights: restoreWeights()
    case .pause, .resume, .saveCheckpoint, .stop: break
    }
  }

  /// Makes the optimizer of the next step.
  private func makeOptimizer() {
    optimizer = configuration.optimizer(step: stepsDone + 1)
    learningRate = configuration.learningRate(step: stepsDone + 1)
  }

  /// Trains on the next batch.
  public func step() throws -> StepRecord {
    let start = ContinuousClock.now
    goodWeights.copyIfDue(memory, afterStep: stepsDone)
    let copied = ContinuousClock.now
    if configuration.learningRate(step: stepsDone + 1) != learningRate { makeOptimizer() }
    batches.take(pixels: network.images, classes: network.labels)
    let prepared = ContinuousClock.now
    try network.forward()
    let forward = ContinuousClock.now
    // Gradients go to two buffers in turn, so that the previous one is there without a copy.
    let parity = stepsDone & 1
    try network.backward(parity: parity)
    let backward = ContinuousClock.now
    let recorded = probe.sweep(
      optimizer, memory: memory, parity: parity, step: stepsDone + 1, extent: recordingExtent,
      isApplied: network.meanLoss.isFinite)
    let end = ContinuousClock.now
    stepsDone += 1
    times = StepTimes(
      data: seconds(copied, prepared), forward: seconds(prepared, forward),
      backward: seconds(forward, backward), update: seconds(backward, end) + seconds(start, copied))
    divergence = divergence(of: recorded.sums)
    goodWeights.judge(loss: network.meanLoss, classes: classes, isFinite: divergence == nil)
    return StepRecord(
      step: stepsDone, epoch: batches.position.epoch, loss: network.meanLoss, accuracy: network.accuracy,
      learningRate: learningRate, seconds: times.total, sums: recorded.sums, others: recorded.others,
      lags: recorded.lags)
  }

  private func divergence(of sums: [DriftSums]) -> Divergence? {
    let gradient = sums.lastIndex { !$0.squaredNorm.isFinite }
    let weight = sums.firstIndex { !$0.weightSquaredNorm.isFinite }
    let loss = network.meanLoss.isFinite ? network.meanLoss : nil
    guard gradient != nil || weight != nil || loss == nil else { return nil }
    return Divergence(
      step: stepsDone, loss: loss, gradientLayer: gradient.map { description.tensors[$0].layer },
      outputLayer: network.firstLayerWithoutFiniteOutput,
      weightLayer: weight.map { description.tensors[$0].layer }, restorableStep: goodWeights.step ?? 0)
  }

  private func seconds(_ from: ContinuousClock.Instant, _ to: ContinuousClock.Instant) -> Double {
    (to - from) / .seconds(1)
  }
}
