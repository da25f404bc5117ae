import COneDNN
import RunModel

/// A network under construction: layers add themselves in the order of the forward pass.
final class NetworkBuilder {
  let engine: Engine
  /// The forward pass in training mode.
  private(set) var forward: [any Operation] = []
  /// The forward pass in evaluation mode, over the same activations; most operations are those of training.
  private(set) var evaluation: [any Operation] = []
  /// What only evaluation runs.
  private(set) var evaluationOnly: [any Operation] = []
  private(set) var layers: [any Layer] = []
  private(set) var parameters: [Parameter] = []
  private(set) var runningStatistics: [RunningStatistic] = []
  /// The outputs of the layers with parameters, input first.
  private(set) var outputs: [(layer: String, value: Tensor)] = []
  let dropoutMasks = DropoutMasks()
  /// Multiply-adds of a forward pass of one image.
  private(set) var multiplyAdds = 0
  /// Multiply-adds of a forward and a backward pass of one image.
  private(set) var trainingMultiplyAdds = 0

  init(engine: Engine) { self.engine = engine }

  /// The network's input, (batch, channels, height, width) in plain order.
  func input(shape: [Int]) throws -> Activation {
    Activation(
      shape: shape, value: try Tensor(Layout(shape, DN_PLAIN), engine: engine), needsGradient: false)
  }

  func append(_ operation: any Operation) {
    forward.append(operation)
    evaluation.append(operation)
  }

  /// Appends what a layer does in one mode alone.
  func append(training: [any Operation], evaluation: [any Operation]) {
    forward += training
    self.evaluation += evaluation
    evaluationOnly += evaluation
  }

  func add(_ layer: any Layer) { layers.append(layer) }

  /// Adds a layer with parameters, which has a name and an output of its own.
  func add(_ layer: any Layer, _ name: String, output: Activation) {
    add(layer)
    outputs.append((name, output.value))
  }

  /// A new tensor of parameters; their order is torchvision's, since layers are made in that order.
  func parameter(
    _ name: String, _ role: ParameterRole, shape: [Int], layout: Layout, hasNoEffect: Bool = false
  ) throws -> Parameter {
    let parameter = try Parameter(
      TensorDescription(name: name, shape: shape, hasNoEffect: hasNoEffect), role, layout: layout,
      engine: engine)
    parameters.append(parameter)
    return parameter
  }

  func runningStatistic(_ name: String, count: Int, initial: Float) -> RunningStatistic {
    let statistic = RunningStatistic(name: name, count: count, initial: initial)
    runningStatistics.append(statistic)
    return statistic
  }

  /// An activation's value in the layout that its consumer reads: itself, or a copy made at every step.
  func value(of activation: Activation, in layout: Layout) throws -> Tensor {
    try copy(of: activation.value, in: layout)
  }

  /// A tensor in another layout: itself if it has it already, or a copy made at every step.
  func copy(of tensor: Tensor, in layout: Layout) throws -> Tensor {
    guard !(tensor.layout == layout) else { return tensor }
    let copy = try Tensor(layout, engine: engine)
    append(try Call.reorder(from: tensor, to: copy, engine: engine))
    return copy
  }

  /// Counts the work of a convolution or linear layer; its gradients by weights and by data cost as much as itself
  /// each.
  func countMultiplyAdds(perImage count: Int, backwardData: Bool) {
    multiplyAdds += count
    trainingMultiplyAdds += count * (backwardData ? 3 : 2)
  }
}
