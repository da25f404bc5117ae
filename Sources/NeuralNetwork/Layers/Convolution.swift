import COneDNN

/// The geometry of a convolution with a square kernel, and the choice of its algorithm.
struct ConvolutionGeometry {
  var kernel: Int
  var stride: Int
  var padding: Int

  /// The rows, or columns, of the output for an input of `size`.
  func outputSize(_ size: Int) -> Int { (size + 2 * padding - kernel) / stride + 1 }

  /// Whether Winograd's algorithm F(4 × 4, 3 × 3) (Lavin and Gray 2016) is tried: it computes tiles of 4 × 4 outputs, and
  /// below that size most of a tile is thrown away.
  ///
  /// A fixed rule, not a race at the start, which noise could decide differently from run to run: the same seed gives
  /// the same bits.
  func suitsWinograd(_ height: Int, _ width: Int) -> Bool {
    kernel == 3 && stride == 1 && min(outputSize(height), outputSize(width)) >= 4
  }

  /// The primitive for one direction, by Winograd's algorithm where that suits and exists.
  func primitive(
    _ engine: Engine, _ direction: dn_direction, input: [Int], source: Layout,
    weights: Layout, bias: Layout? = nil, destination: Layout, relu: Bool = false
  ) throws -> Primitive {
    func primitive(_ algorithm: dn_algorithm) throws -> Primitive {
      try Primitive.convolution(
        engine, direction, algorithm, source: source, weights: weights, bias: bias, destination: destination,
        stride: stride, padding: padding, relu: relu)
    }
    if suitsWinograd(input[2], input[3]),
      let winograd = try? primitive(DN_WINOGRAD)
    {
      return winograd
    }
    return try primitive(DN_DIRECT)
  }
}

/// The bias of a convolution, one number a channel.
enum ConvolutionBias {
  case none
  case trained
  /// There is one, but a batch normalisation follows, which subtracts it again: its gradient is zero, and stays so
  /// uncomputed.
  case normalizedAway
}

/// A 2-D convolution: (n, c, h, w) → (n, o, h', w'), h' = (h + 2·padding − kernel) / stride + 1; optionally with a bias per
/// channel, and with a ReLU in the same kernel.
final class Convolution: Layer {
  private let geometry: ConvolutionGeometry
  private let input: Activation
  private let output: Activation
  private let weight: Parameter
  private let bias: Parameter?
  /// The bias if it has a gradient.
  private var trainedBias: Parameter? { bias.flatMap { $0.description.hasNoEffect ? nil : $0 } }
  private let relu: Bool
  /// The input in the layout that the convolution reads.
  private let source: Tensor

  init(
    _ name: String, _ input: Activation, channels: Int, geometry: ConvolutionGeometry,
    bias kind: ConvolutionBias, relu: Bool, in network: NetworkBuilder
  ) throws {
    let shape = input.shape
    let outputShape = [shape[0], channels, geometry.outputSize(shape[2]), geometry.outputSize(shape[3])]
    let weightShape = [channels, shape[1], geometry.kernel, geometry.kernel]
    self.input = input
    self.geometry = geometry
    self.relu = relu

    // The network's input is in plain order, which oneDNN has kernels for; all else is left to it.
    let type = network.engine.activationType
    let readsInput = !input.needsGradient && input.value.layout.type == type
    let biasLayout = kind == .none ? nil : try Layout([channels], DN_PLAIN)
    let sourceLayout = readsInput ? input.value.layout : try Layout(shape, DN_ANY, type)
    let forward = try geometry.primitive(
      network.engine, DN_FORWARD, input: shape, source: sourceLayout,
      weights: Layout(weightShape, DN_ANY, type), bias: biasLayout,
      destination: Layout(outputShape, DN_ANY, type), relu: relu)
    source = try network.value(of: input, in: forward.layout(DN_SRC))
    let value = try Tensor(forward.layout(DN_DST), engine: network.engine)
    output = Activation(shape: outputShape, value: value)

    // Weights live in the layout of their gradient, in single precision; where the forward pass wants another, it gets
    // a copy.
    let gradientLayout = try geometry.primitive(
      network.engine, DN_BACKWARD_WEIGHTS, input: shape, source: source.layout,
      weights: Layout(weightShape, DN_ANY), bias: kind == .trained ? biasLayout : nil,
      destination: value.layout
    ).layout(DN_DIFF_WEIGHTS)
    weight = try network.parameter(
      "\(name).weight", .convolution, shape: weightShape, layout: gradientLayout)
    bias = try biasLayout.map {
      try network.parameter(
        "\(name).bias", .bias(inputs: weightShape.dropFirst().reduce(1, *)), shape: [channels], layout: $0,
        hasNoEffect: kind == .normalizedAway)
    }
    let weights = try network.copy(of: weight.value, in: forward.layout(DN_WEIGHTS))
    let biasArgument = bias.map { [(DN_BIAS, $0.value)] } ?? []
    network.append(Call(forward, [(DN_SRC, source), (DN_WEIGHTS, weights), (DN_DST, value)] + biasArgument))
    network.countMultiplyAdds(
      perImage: outputShape[2] * outputShape[3] * weightShape.reduce(1, *), backwardData: input.needsGradient)
  }

  /// Adds a convolution to a network.
  static func add(
    _ name: String, _ input: Activation, channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    bias: ConvolutionBias = .none, relu: Bool = false, to network: NetworkBuilder
  ) throws -> Activation {
    let geometry = ConvolutionGeometry(kernel: kernel, stride: stride, padding: padding)
    let layer = try Convolution(
      name, input, channels: channels, geometry: geometry, bias: bias, relu: relu, in: network)
    network.add(layer, name, output: layer.output)
    return layer.output
  }

  func planBackward(_ planner: BackwardPlanner) throws {
    let engine = planner.engine
    let gradient =
      try relu
      ? planner.gradientThroughReLU(of: output) : planner.gradient(of: output, layout: output.value.layout)
    let backwardWeights = try geometry.primitive(
      engine, DN_BACKWARD_WEIGHTS, input: input.shape, source: source.layout, weights: weight.value.layout,
      bias: trainedBias?.value.layout, destination: gradient.layout)
    planner.append(
      Call(
        backwardWeights,
        alternating: weight.gradients.indices.map { parity in
          [(DN_SRC, source), (DN_DIFF_DST, gradient), (DN_DIFF_WEIGHTS, weight.gradients[parity])]
            + (trainedBias.map { [(DN_DIFF_BIAS, $0.gradients[parity])] } ?? [])
        }))
    if input.needsGradient { try planBackwardData(planner, gradient: gradient) }
    planner.release(gradient)
  }

  private func planBackwardData(_ planner: BackwardPlanner, gradient: Tensor) throws {
    let engine = planner.engine
    let backwardData = try geometry.primitive(
      engine, DN_BACKWARD_DATA, input: input.shape, source: input.value.layout,
      weights: Layout(weight.description.shape, DN_ANY, engine.activationType), destination: gradient.layout)
    let inputGradient = try planner.acquire(backwardData.layout(DN_DIFF_SRC))
    // oneDNN's direct backward kernels read weights with the two channel dimensions exchanged.
    var weights = weight.value
    let wanted = try backwardData.layout(DN_WEIGHTS)
    if !(wanted == weights.layout) {
      weights = try Tensor(wanted, engine: engine)
      planner.append(try Call.reorder(from: weight.value, to: weights, engine: engine))
    }
    planner.append(
      Call(backwardData, [(DN_DIFF_DST, gradient), (DN_WEIGHTS, weights), (DN_DIFF_SRC, inputGradient)]))
    input.gradients.append(inputGradient)
  }
}
