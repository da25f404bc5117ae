import COneDNN

/// Max- or average-pooling over square windows: (n, c, h, w) → (n, c, h', w').
final class Pooling: Layer {
  private let input: Activation
  private let output: Activation
  private let forward: Primitive
  private let window: dn_window
  /// Where each maximum was found; nil for averages.
  private let workspace: Tensor?

  init(
    _ input: Activation, _ algorithm: dn_pooling, kernel: Int, stride: Int, padding: Int,
    in network: NetworkBuilder
  ) throws {
    let engine = network.engine
    let shape = input.shape
    func outputSize(_ size: Int) -> Int { (size + 2 * padding - kernel) / stride + 1 }
    let outputShape = [shape[0], shape[1], outputSize(shape[2]), outputSize(shape[3])]
    self.input = input
    window = dn_window(
      algorithm: algorithm, kernel: Int64(kernel), stride: Int64(stride), padding: Int64(padding))
    forward = try Primitive.pooling(
      engine, window, source: input.value.layout,
      destination: Layout(outputShape, DN_ANY, input.value.layout.type))
    let workspaceLayout = try forward.layout(DN_WORKSPACE)
    workspace = workspaceLayout.bytes > 0 ? try Tensor(workspaceLayout, engine: engine) : nil
    output = Activation(shape: outputShape, value: try Tensor(forward.layout(DN_DST), engine: engine))
    network.append(
      Call(forward, [(DN_SRC, input.value), (DN_DST, output.value)] + workspaceArguments))
  }

  /// Adds max-pooling to a network.
  static func addMax(
    _ input: Activation, kernel: Int, stride: Int, padding: Int, to network: NetworkBuilder
  ) throws -> Activation {
    let layer = try Pooling(
      input, DN_POOLING_MAX, kernel: kernel, stride: stride, padding: padding, in: network)
    network.add(layer)
    return layer.output
  }

  /// Adds the average over each whole channel to a network: (n, c, h, h) → (n, c, 1, 1).
  static func addGlobalAverage(_ input: Activation, to network: NetworkBuilder) throws -> Activation {
    precondition(input.shape[2] == input.shape[3])
    let layer = try Pooling(
      input, DN_POOLING_AVERAGE, kernel: input.shape[2], stride: 1, padding: 0, in: network)
    network.add(layer)
    return layer.output
  }

  /// Adds a choice of every `stride`-th row and column to a network: averages of windows of one element.
  static func addSubsampling(
    _ input: Activation, stride: Int, to network: NetworkBuilder
  ) throws -> Activation {
    let layer = try Pooling(input, DN_POOLING_AVERAGE, kernel: 1, stride: stride, padding: 0, in: network)
    network.add(layer)
    return layer.output
  }

  private var workspaceArguments: [(dn_argument, Tensor)] { workspace.map { [(DN_WORKSPACE, $0)] } ?? [] }

  func planBackward(_ planner: BackwardPlanner) throws {
    let gradient = try planner.gradient(of: output, layout: output.value.layout)
    let backward = try Primitive.poolingBackward(
      planner.engine, of: forward, window, source: input.value.layout, destination: gradient.layout)
    let inputGradient = try planner.acquire(backward.layout(DN_DIFF_SRC))
    planner.append(
      Call(backward, [(DN_DIFF_DST, gradient), (DN_DIFF_SRC, inputGradient)] + workspaceArguments))
    planner.release(gradient)
    input.gradients.append(inputGradient)
  }
}
