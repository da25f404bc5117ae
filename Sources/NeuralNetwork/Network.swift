import CKernels
import RunModel

/// A network planned for one batch size: all memory is taken, all primitives are compiled, and a pass runs a fixed
/// program that allocates nothing.
///
/// It belongs to the thread that made it.
public final class Network {
  /// What a network is built for.
  public struct Specification: Sendable {
    /// Which network, and in which form.
    public var network: NetworkConfiguration
    /// Images per pass.
    public var batchSize: Int
    /// The number format of activations.
    public var precision = Precision.fp32
    /// Channels, height and width of an image; one channel for images that are grey.
    public var image: (channels: Int, height: Int, width: Int) = (3, 32, 32)
    /// Classes.
    public var classes = 10
    /// Channels of a convolutional network's first stage, to which all others are in proportion; nil: the paper's. Tests
    /// take fewer.
    public var width: Int?
    /// The seed of dropout's masks.
    public var dropoutSeed: UInt64 = 1

    /// Makes a specification for 32 × 32 images of three channels in ten classes.
    public init(network: NetworkConfiguration, batchSize: Int) {
      self.network = network
      self.batchSize = batchSize
    }
  }

  /// The parameters in torchvision's order.
  public let parameters: [Parameter]
  /// The running statistics of batch normalisations, in torchvision's order.
  public let runningStatistics: [RunningStatistic]
  /// The images of the next pass: (batch, channels, height, width), plain order.
  public let images: UnsafeMutableBufferPointer<Float>
  /// The labels of the next pass, each in 0..<classes.
  public let labels: UnsafeMutableBufferPointer<Int32>
  /// Images per pass.
  public let batchSize: Int
  /// Multiply-adds of a forward pass of one image, in convolutions and linear layers.
  public let multiplyAdds: Int
  /// Floating-point operations of a training step's convolutions and linear layers, a multiply-add counted as two:
  /// the usual count, which includes taps that fall on padding.
  public let operationsPerStep: Double

  /// How initial weights are drawn.
  let initialization: Initialization
  private let dropoutMasks: DropoutMasks
  private let engine: Engine
  private let input: Activation
  private let forwardOperations: [any Operation]
  private let evaluationOperations: [any Operation]
  private let backwardOperations: [any Operation]
  private let loss: SoftmaxCrossEntropy
  private let scratch: Storage
  private let outputs: [(layer: String, value: Tensor)]

  /// Plans a network on `threads` threads; weights are zero until they are initialised or loaded.
  public init(_ specification: Specification, threads: Int) throws {
    engine = try Engine(threads: threads, precision: specification.precision)
    batchSize = specification.batchSize
    let builder = NetworkBuilder(engine: engine)
    let image = specification.image
    input = try builder.input(shape: [batchSize, image.channels, image.height, image.width])
    let model = specification.network.model(width: specification.width)
    initialization = model.initialization
    dropoutMasks = builder.dropoutMasks
    dropoutMasks.seed = specification.dropoutSeed
    let logits = try model.build(input, classes: specification.classes, in: builder)

    labels = .allocate(capacity: batchSize)
    labels.initialize(repeating: 0)
    let planner = BackwardPlanner(engine: engine)
    loss = try SoftmaxCrossEntropy(logits, labels: labels, planner: planner)
    for layer in builder.layers.reversed() { try layer.planBackward(planner) }

    let calls = (builder.forward + builder.evaluationOnly + planner.operations).compactMap { $0 as? Call }
    scratch = Storage(bytes: try calls.map { try $0.scratchBytes() }.max() ?? 0)
    for call in calls { try call.bind(scratch: scratch, engine: engine) }

    forwardOperations = builder.forward + [loss]
    evaluationOperations = builder.evaluation
    backwardOperations = planner.operations
    parameters = builder.parameters
    runningStatistics = builder.runningStatistics
    outputs = builder.outputs
    multiplyAdds = builder.multiplyAdds
    operationsPerStep = 2 * Double(builder.trainingMultiplyAdds) * Double(batchSize)
    images = UnsafeMutableBufferPointer(start: input.value.floats, count: input.value.count)
  }

  deinit { labels.deallocate() }

  /// The mean cross-entropy of the last forward pass.
  public var meanLoss: Double { loss.loss }
  /// The share of images of the last forward pass whose largest logit was at their label.
  public var accuracy: Double { Double(loss.correct) / Double(batchSize) }

  /// The number of forward passes done, which decides the masks of dropout; a run that goes on from a checkpoint
  /// sets it.
  public var forwardPasses: UInt64 {
    get { dropoutMasks.passes }
    set { dropoutMasks.passes = newValue }
  }

  /// Computes the loss of `images` and `labels` in training mode, and updates the running statistics.
  public func forward() throws {
    dropoutMasks.passes += 1
    for operation in forwardOperations { try operation.run(parity: 0) }
  }

  /// The first layer, from the input on, whose output of the last forward pass is not finite; nil where all are. It
  /// reads all activations.
  public var firstLayerWithoutFiniteOutput: String? { outputs.first { !$0.value.isFinite }?.layer }

  /// Computes the loss of the first `count` of `images` and `labels` in evaluation mode, by the running statistics and
  /// without dropout, and gives the mean cross-entropy and the number of images whose largest logit was at their label.
  /// What training goes on from stays as it is.
  public func evaluate(count: Int) throws -> (meanLoss: Double, correct: Int) {
    for operation in evaluationOperations { try operation.run(parity: 0) }
    loss.run(images: count)
    return (loss.loss, loss.correct)
  }

  /// Computes the gradient of every parameter into its buffer of this parity (0 or 1).
  public func backward(parity: Int) throws {
    for operation in backwardOperations { try operation.run(parity: parity) }
  }
}
