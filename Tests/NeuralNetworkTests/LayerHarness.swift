import COneDNN
import RunModel

@testable import NeuralNetwork

/// Runs one layer of the engine on given numbers, in the layouts that it meets in a network.
struct LayerHarness {
  let engine: Engine
  let network: NetworkBuilder

  init() throws {
    engine = try Engine(threads: 2)
    network = NetworkBuilder(engine: engine)
  }

  /// An input in the layout that oneDNN's convolutions like, or in plain order.
  func input(_ images: Images, plain: Bool = false, needsGradient: Bool = true) throws -> Activation {
    let shape = [images.n, images.c, images.h, images.w]
    let layout = plain ? try Layout(shape, DN_PLAIN) : try blockedLayout(shape)
    let value = try Tensor(layout, engine: engine)
    try value.writePlain(images.values.map(Float.init), shape: shape, engine: engine)
    return Activation(shape: shape, value: value, needsGradient: needsGradient)
  }

  /// Sets the parameters, runs both passes with the given gradient of the output, and leaves the results in place.
  func run(_ output: Activation, parameters: [[Double]], gradient: [Double], parity: Int = 0) throws {
    for (parameter, values) in zip(network.parameters, parameters) {
      try parameter.write(values.map(Float.init))
    }
    let planner = BackwardPlanner(engine: engine)
    let outputGradient = try planner.acquire(output.value.layout)
    try outputGradient.writePlain(gradient.map(Float.init), shape: output.shape, engine: engine)
    output.gradients.append(outputGradient)
    for layer in network.layers.reversed() { try layer.planBackward(planner) }

    let operations = network.forward + planner.operations
    let calls = operations.compactMap { $0 as? Call }
    let scratch = Storage(bytes: try calls.map { try $0.scratchBytes() }.max() ?? 0)
    for call in calls { try call.bind(scratch: scratch, engine: engine) }
    for operation in operations { try operation.run(parity: parity) }
  }

  func value(_ activation: Activation) throws -> [Double] {
    try activation.value.readPlain(shape: activation.shape, engine: engine).map(Double.init)
  }

  /// The only gradient that the layer has written for an input.
  func gradient(_ activation: Activation) throws -> [Double] {
    precondition(activation.gradients.count == 1)
    return try activation.gradients[0].readPlain(shape: activation.shape, engine: engine).map(Double.init)
  }

  func parameterGradient(_ index: Int, parity: Int = 0) throws -> [Double] {
    try network.parameters[index].readGradient(parity: parity).map(Double.init)
  }

  private func blockedLayout(_ shape: [Int]) throws -> Layout {
    try Primitive.convolution(
      engine, DN_FORWARD, source: Layout(shape, DN_ANY), weights: Layout([shape[1], shape[1], 3, 3], DN_ANY),
      destination: Layout(shape, DN_ANY), stride: 1, padding: 1
    ).layout(DN_SRC)
  }
}

/// Numbers that single precision holds exactly, so that twins and engine start from the same.
func randomValues(_ count: Int, seed: UInt64) -> [Double] {
  var generator = SeededGenerator(seed: seed)
  return (0..<count).map { _ in Double(Float(generator.normal())) }
}

/// The largest deviation, relative to the largest value.
func deviation(_ a: [Double], _ b: [Double]) -> Double {
  precondition(a.count == b.count)
  let scale = b.map(abs).max() ?? 0
  return zip(a, b).map { abs($0 - $1) }.max()! / max(scale, 1e-30)
}
