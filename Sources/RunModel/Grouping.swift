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
  public func rows(of tensors: [TensorDescription]) -> [LayerDescription] {
    var rows: [LayerDescription] = []
    for (index, tensor) in tensors.enumerated() {
      let name = name(of: tensor)
      if let last = rows.last, last.name == name {
        rows[rows.count - 1].tensors.append(index)
        rows[rows.count - 1].parameters += tensor.parameters
      } else {
        rows.append(LayerDescription(name: name, tensors: [index], parameters: tensor.parameters))
      }
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
