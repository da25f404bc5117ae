/// The end of a residual block: y = max(0, a + b), written over a, whose value nothing else reads.
///
/// One sweep forward; one sweep backward, in which the gradients of all consumers of y are added up and masked.
final class ResidualAdd: Layer {
  private let branch: Activation
  private let skip: Activation
  private let output: Activation

  init(_ branch: Activation, _ skip: Activation, in network: NetworkBuilder) throws {
    self.branch = branch
    self.skip = skip
    let skipValue = try network.value(of: skip, in: branch.value.layout)
    let value = branch.value
    output = Activation(shape: branch.shape, value: value)
    network.append(Sweep { value.addReLU(skipValue) })
  }

  /// Adds the end of a residual block to a network.
  static func add(
    _ branch: Activation, _ skip: Activation, to network: NetworkBuilder
  ) throws -> Activation {
    let layer = try ResidualAdd(branch, skip, in: network)
    network.add(layer)
    return layer.output
  }

  func planBackward(_ planner: BackwardPlanner) throws {
    let gradient = try planner.gradientThroughReLU(of: output)
    planner.retain(gradient)
    branch.gradients.append(gradient)
    skip.gradients.append(gradient)
  }
}
