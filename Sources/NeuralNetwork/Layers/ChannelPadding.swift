import CKernels
import COneDNN

/// Channels of zeros after those of the input: (n, c, h, w) → (n, c', h, w), c' ≥ c, in plain order.
final class ChannelPadding: Layer {
  private let input: Activation
  private let output: Activation

  init(_ input: Activation, channels: Int, in network: NetworkBuilder) throws {
    precondition(channels >= input.shape[1])
    self.input = input
    let source = try network.value(of: input, in: Layout(input.shape, DN_PLAIN))
    let shape = [input.shape[0], channels, input.shape[2], input.shape[3]]
    // Fresh memory is zero, and the channels that are new are never written.
    let value = try Tensor(Layout(shape, DN_PLAIN), engine: network.engine)
    output = Activation(shape: shape, value: value)
    network.append(
      Sweep { [images = shape[0], wide = value.count / shape[0], narrow = source.count / shape[0]] in
        ck_copy_rows(value.floats, wide, source.floats, narrow, images, narrow)
      })
  }

  /// Adds channels of zeros to an activation of a network.
  static func add(_ input: Activation, channels: Int, to network: NetworkBuilder) throws -> Activation {
    let layer = try ChannelPadding(input, channels: channels, in: network)
    network.add(layer)
    return layer.output
  }

  func planBackward(_ planner: BackwardPlanner) throws {
    let gradient = try planner.gradient(of: output, layout: output.value.layout)
    let inputGradient = try planner.acquire(Layout(input.shape, DN_PLAIN))
    let images = input.shape[0]
    planner.append(
      Sweep { [wide = gradient.count / images, narrow = inputGradient.count / images] in
        ck_copy_rows(inputGradient.floats, narrow, gradient.floats, wide, images, narrow)
      })
    planner.release(gradient)
    input.gradients.append(inputGradient)
  }
}
