import CKernels

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
    network.append(Sweep { [count = value.count] in ck_add_relu(value.floats, skipValue.floats, count) })
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
    let value = output.value
    // Two consumers are the rule: the next block's branch and its skip connection.
    let pair = output.gradients.count == 2 && output.gradients.allSatisfy { $0.layout == value.layout }
    let second = pair ? output.gradients.removeLast() : nil
    let gradient = try planner.gradient(of: output, layout: value.layout)
    precondition(planner.isExclusive(gradient))
    planner.append(
      Sweep { [count = value.count] in
        ck_relu_backward(gradient.floats, second?.floats, value.floats, count)
      })
    if let second { planner.release(second) }
    planner.retain(gradient)
    branch.gradients.append(gradient)
    skip.gradients.append(gradient)
  }
}
