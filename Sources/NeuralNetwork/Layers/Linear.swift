import COneDNN

/// A linear layer with bias: (n, c) or (n, c, h, w), flattened, → (n, o) in plain order, y = W·x + b; optionally with a
/// ReLU in the same kernel.
final class Linear: Layer {
  private let input: Activation
  private let output: Activation
  private let weight: Parameter
  private let bias: Parameter
  private let source: Tensor
  private let relu: Bool

  init(_ name: String, _ input: Activation, features: Int, relu: Bool, in network: NetworkBuilder) throws {
    let engine = network.engine
    let inputs = input.shape.dropFirst().reduce(1, *)
    let outputShape = [input.shape[0], features]
    let sourceShape = [input.shape[0], inputs]
    self.input = input
    self.relu = relu

    // Rank two and plain throughout: the layer is small, and its logits are read by the loss.
    let sourceLayout = try Layout(sourceShape, DN_PLAIN)
    let weightLayout = try Layout([features, inputs], DN_PLAIN)
    let biasLayout = try Layout([features], DN_PLAIN)
    let outputLayout = try Layout(outputShape, DN_PLAIN)
    let forward = try Primitive.innerProduct(
      engine, DN_FORWARD, source: sourceLayout, weights: weightLayout, bias: biasLayout,
      destination: outputLayout, relu: relu)
    weight = try network.parameter(
      "\(name).weight", .linear, shape: [features, inputs], layout: weightLayout)
    bias = try network.parameter("\(name).bias", .bias(inputs: inputs), shape: [features], layout: biasLayout)
    let plainInput = try network.value(of: input, in: Layout(input.shape, DN_PLAIN))
    source = try Tensor(sourceLayout, in: plainInput.storage, engine: engine)
    output = Activation(shape: outputShape, value: try Tensor(outputLayout, engine: engine))
    network.append(
      Call(
        forward,
        [(DN_SRC, source), (DN_WEIGHTS, weight.value), (DN_BIAS, bias.value), (DN_DST, output.value)]))
    network.countMultiplyAdds(perImage: features * inputs, backwardData: input.needsGradient)
  }

  /// Adds a linear layer to a network.
  static func add(
    _ name: String, _ input: Activation, features: Int, relu: Bool = false, to network: NetworkBuilder
  ) throws -> Activation {
    let layer = try Linear(name, input, features: features, relu: relu, in: network)
    network.add(layer, name, output: layer.output)
    return layer.output
  }

  func planBackward(_ planner: BackwardPlanner) throws {
    let engine = planner.engine
    let gradient =
      try relu
      ? planner.gradientThroughReLU(of: output) : planner.gradient(of: output, layout: output.value.layout)
    func primitive(_ direction: dn_direction) throws -> Primitive {
      try Primitive.innerProduct(
        engine, direction, source: source.layout, weights: weight.value.layout, bias: bias.value.layout,
        destination: gradient.layout)
    }
    planner.append(
      Call(
        try primitive(DN_BACKWARD_WEIGHTS),
        alternating: zip(weight.gradients, bias.gradients).map {
          [(DN_SRC, source), (DN_DIFF_DST, gradient), (DN_DIFF_WEIGHTS, $0), (DN_DIFF_BIAS, $1)]
        }))
    if input.needsGradient {
      let plain = try planner.acquire(Layout(input.shape, DN_PLAIN))
      let inputGradient = try Tensor(source.layout, in: plain.storage, engine: engine)
      planner.append(
        Call(
          try primitive(DN_BACKWARD_DATA),
          [(DN_DIFF_DST, gradient), (DN_WEIGHTS, weight.value), (DN_DIFF_SRC, inputGradient)]))
      input.gradients.append(plain)
    }
    planner.release(gradient)
  }
}
