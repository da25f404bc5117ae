/// What makes a row: tensors whose sums are taken together.
public enum Grouping: String, CaseIterable, Sendable, Codable {
  /// Each tensor for itself.
  case tensor
  /// Weight and bias of a layer together.
  case layer
  /// The layers of a residual block together.
  case block
  /// All of the network.
  case network

  /// The rows that the tensors make, input first; the control is always a row of its own.
  ///
  /// A row has as many parameters as can move: tensors without an effect count only where there are no others.
  public func rows(of tensors: [TensorDescription]) -> [LayerDescription] {
    var rows: [LayerDescription] = []
    for (index, tensor) in tensors.enumerated() {
      let name = name(of: tensor)
      if rows.last?.name != name { rows.append(LayerDescription(name: name, tensors: [], parameters: 0)) }
      rows[rows.count - 1].tensors.append(index)
    }
    for index in rows.indices {
      let own = rows[index].tensors.map { tensors[$0] }
      let moving = own.filter { !$0.hasNoEffect }
      rows[index].parameters = (moving.isEmpty ? own : moving).reduce(0) { $0 + $1.parameters }
    }
    return rows
  }

  private func name(of tensor: TensorDescription) -> String {
    if tensor.isControl { return tensor.name }
    return switch self {
    case .tensor: tensor.name
    case .layer: tensor.layer
    case .block: tensor.block
    case .network: "network"
    }
  }
}
