import COneDNN

/// A 2-D convolution without bias: (n, c, h, w) → (n, o, h', w'), h' = (h + 2·padding − kernel) / stride + 1.
final class Convolution: Layer {
  private let input: Activation
  private let output: Activation
  private let weight: Parameter
  /// The input in the layout that the convolution reads.
  private let source: Tensor
  private let stride: Int
  private let padding: Int

  init(
    _ name: String, _ input: Activation, channels: Int, kernel: Int, stride: Int, padding: Int,
    in network: NetworkBuilder
  ) throws {
    let shape = input.shape
    func outputSize(_ size: Int) -> Int { (size + 2 * padding - kernel) / stride + 1 }
    let outputShape = [shape[0], channels, outputSize(shape[2]), outputSize(shape[3])]
    let weightShape = [channels, shape[1], kernel, kernel]
    self.input = input
    self.stride = stride
    self.padding = padding

    // The network's input is in plain order, which oneDNN has kernels for; all else is left to it.
    let sourceLayout = input.needsGradient ? try Layout(shape, DN_ANY) : input.value.layout
    let forward = try Primitive.convolution(
      network.engine, DN_FORWARD, source: sourceLayout, weights: Layout(weightShape, DN_ANY),
      destination: Layout(outputShape, DN_ANY), stride: stride, padding: padding)
    source = try network.value(of: input, in: forward.layout(DN_SRC))
    let value = try Tensor(forward.layout(DN_DST), engine: network.engine)
    output = Activation(shape: outputShape, value: value)

    // Weights live in the layout of their gradient; where the forward pass wants another, it gets a copy.
    let gradientLayout = try Primitive.convolution(
      network.engine, DN_BACKWARD_WEIGHTS, source: source.layout, weights: Layout(weightShape, DN_ANY),
      destination: value.layout, stride: stride, padding: padding
    ).layout(DN_DIFF_WEIGHTS)
    weight = try network.parameter("\(name).weight", shape: weightShape, layout: gradientLayout)
    let weights = try network.copy(of: weight.value, in: forward.layout(DN_WEIGHTS))
    network.append(Call(forward, [(DN_SRC, source), (DN_WEIGHTS, weights), (DN_DST, value)]))
    network.countMultiplyAdds(
      perImage: outputShape[2] * outputShape[3] * weightShape.reduce(1, *), backwardData: input.needsGradient)
  }

  /// Adds a convolution to a network.
  static func add(
    _ name: String, _ input: Activation, channels: Int, kernel: Int, stride: Int = 1, padding: Int = 0,
    to network: NetworkBuilder
  ) throws -> Activation {
    let layer = try Convolution(
      name, input, channels: channels, kernel: kernel, stride: stride, padding: padding, in: network)
    network.add(layer)
    return layer.output
  }

  func planBackward(_ planner: BackwardPlanner) throws {
    let engine = planner.engine
    let gradient = try planner.gradient(of: output, layout: output.value.layout)
    let weights = try Primitive.convolution(
      engine, DN_BACKWARD_WEIGHTS, source: source.layout, weights: weight.value.layout,
      destination: gradient.layout, stride: stride, padding: padding)
    planner.append(
      Call(
        weights,
        alternating: weight.gradients.map {
          [(DN_SRC, source), (DN_DIFF_DST, gradient), (DN_DIFF_WEIGHTS, $0)]
        }))
    if input.needsGradient {
      let data = try Primitive.convolution(
        engine, DN_BACKWARD_DATA, source: input.value.layout,
        weights: Layout(weight.description.shape, DN_ANY), destination: gradient.layout, stride: stride,
        padding: padding)
      // oneDNN's backward kernels read weights with the two channel dimensions exchanged.
      let weightCopy = try Tensor(data.layout(DN_WEIGHTS), engine: engine)
      let inputGradient = try planner.acquire(data.layout(DN_DIFF_SRC))
      planner.append(try Call.reorder(from: weight.value, to: weightCopy, engine: engine))
      planner.append(
        Call(data, [(DN_DIFF_DST, gradient), (DN_WEIGHTS, weightCopy), (DN_DIFF_SRC, inputGradient)]))
      input.gradients.append(inputGradient)
    }
    planner.release(gradient)
  }
}
