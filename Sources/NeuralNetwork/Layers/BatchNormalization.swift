import CKernels
import COneDNN

/// Batch normalisation over (n, h, w) per channel, optionally with the ReLU that follows it in the same kernel:
/// y = γ·(x − mean) / √(variance + ε) + β, mean and biased variance those of the batch.
///
/// Ioffe and Szegedy (2015), algorithm 1. Running statistics follow PyTorch: r ← 0.9·r + 0.1·s, where s is the batch
/// mean, or the batch variance with Bessel's correction. In evaluation mode mean and variance are the running ones.
final class BatchNormalization: Layer {
  static let epsilon: Float = 1e-5
  static let momentum: Float = 0.1

  private let input: Activation
  private let output: Activation
  private let forward: Primitive
  private let scale: Parameter
  private let shift: Parameter
  private let mean: Tensor
  private let variance: Tensor
  /// Where the ReLU let through; nil without it.
  private let workspace: Tensor?
  private let relu: Bool

  init(_ name: String, _ input: Activation, relu: Bool, in network: NetworkBuilder) throws {
    let engine = network.engine
    let channels = input.shape[1]
    self.input = input
    self.relu = relu
    forward = try Primitive.batchNormalization(
      engine, data: input.value.layout, epsilon: Self.epsilon, relu: relu)
    let perChannel = try Layout([channels], DN_PLAIN)
    scale = try network.parameter("\(name).weight", .scale, shape: [channels], layout: perChannel)
    shift = try network.parameter("\(name).bias", .shift, shape: [channels], layout: perChannel)
    mean = try Tensor(forward.layout(DN_MEAN), engine: engine)
    variance = try Tensor(forward.layout(DN_VARIANCE), engine: engine)
    workspace = relu ? try Tensor(forward.layout(DN_WORKSPACE), engine: engine) : nil
    output = Activation(
      shape: input.shape, value: try Tensor(forward.layout(DN_DST), engine: engine))

    let training = Call(
      forward,
      [
        (DN_SRC, input.value), (DN_SCALE, scale.value), (DN_SHIFT, shift.value), (DN_DST, output.value),
        (DN_MEAN, mean), (DN_VARIANCE, variance),
      ] + reluArguments)
    let runningMean = network.runningStatistic("\(name).running_mean", count: channels, initial: 0)
    let runningVariance = network.runningStatistic("\(name).running_var", count: channels, initial: 1)
    let samples = Float(input.shape[0] * input.shape[2] * input.shape[3])
    let bessel = samples > 1 ? samples / (samples - 1) : 1
    let running = Sweep { [mean, variance] in
      ck_running_mean(&runningMean.values, mean.floats, channels, Self.momentum, 1)
      ck_running_mean(&runningVariance.values, variance.floats, channels, Self.momentum, bessel)
    }
    network.append(
      training: [training, running],
      evaluation: try evaluation(runningMean, runningVariance, engine: engine))
  }

  /// The forward pass by the running statistics.
  private func evaluation(
    _ runningMean: RunningStatistic, _ runningVariance: RunningStatistic, engine: Engine
  ) throws -> [any Operation] {
    let primitive = try Primitive.batchNormalizationInference(
      engine, data: input.value.layout, epsilon: Self.epsilon, relu: relu)
    let mean = try Tensor(mean.layout, engine: engine)
    let variance = try Tensor(variance.layout, engine: engine)
    let load = Sweep {
      for (statistic, tensor) in [(runningMean, mean), (runningVariance, variance)] {
        tensor.floats.update(from: statistic.values, count: statistic.values.count)
      }
    }
    return [
      load,
      Call(
        primitive,
        [
          (DN_SRC, input.value), (DN_SCALE, scale.value), (DN_SHIFT, shift.value), (DN_DST, output.value),
          (DN_MEAN, mean), (DN_VARIANCE, variance),
        ]),
    ]
  }

  /// Adds a batch normalisation to a network.
  static func add(
    _ name: String, _ input: Activation, relu: Bool, to network: NetworkBuilder
  ) throws -> Activation {
    let layer = try BatchNormalization(name, input, relu: relu, in: network)
    network.add(layer, name, output: layer.output)
    return layer.output
  }

  private var reluArguments: [(dn_argument, Tensor)] { workspace.map { [(DN_WORKSPACE, $0)] } ?? [] }

  func planBackward(_ planner: BackwardPlanner) throws {
    let engine = planner.engine
    let gradient = try planner.gradient(of: output, layout: output.value.layout)
    let backward = try Primitive.batchNormalizationBackward(
      engine, of: forward, data: input.value.layout, gradient: gradient.layout, epsilon: Self.epsilon,
      relu: relu)
    // oneDNN may write the result over the gradient that it reads.
    let inPlace = planner.isExclusive(gradient)
    let inputGradient = inPlace ? gradient : try planner.acquire(backward.layout(DN_DIFF_SRC))
    planner.append(
      Call(
        backward,
        alternating: zip(scale.gradients, shift.gradients).map { scaleGradient, shiftGradient in
          [
            (DN_SRC, input.value), (DN_MEAN, mean), (DN_VARIANCE, variance), (DN_DIFF_DST, gradient),
            (DN_SCALE, scale.value), (DN_SHIFT, shift.value), (DN_DIFF_SRC, inputGradient),
            (DN_DIFF_SCALE, scaleGradient), (DN_DIFF_SHIFT, shiftGradient),
          ] + reluArguments
        }))
    if !inPlace { planner.release(gradient) }
    input.gradients.append(inputGradient)
  }
}
