/// A tensor of parameters, named and shaped as in torchvision's state dict.
public struct TensorDescription: Equatable, Hashable, Sendable, Codable {
  /// The full name, such as `layer1.0.conv1.weight`.
  public var name: String
  /// The logical shape: (out, in, height, width) for a convolution.
  public var shape: [Int]

  /// Makes a description.
  public init(name: String, shape: [Int]) {
    self.name = name
    self.shape = shape
  }

  /// The number of parameters n.
  public var parameters: Int { shape.reduce(1, *) }

  /// The layer's name: all before the last dot.
  public var layer: String {
    guard let dot = name.lastIndex(of: ".") else { return name }
    return String(name[..<dot])
  }
}

/// One row of the heatmap: tensors whose sums are taken together.
public struct LayerDescription: Equatable, Hashable, Sendable, Codable {
  /// The row's name.
  public var name: String
  /// The indices of its tensors in the network's list.
  public var tensors: [Int]
  /// The number of parameters n of all of them.
  public var parameters: Int

  /// Makes a description.
  public init(name: String, tensors: [Int], parameters: Int) {
    self.name = name
    self.tensors = tensors
    self.parameters = parameters
  }
}

/// What makes a row.
public enum Grouping: String, CaseIterable, Sendable, Codable {
  /// Each tensor for itself.
  case tensor
  /// Weight and bias of a layer together.
  case layer

  /// The rows that the tensors make, input first.
  public func rows(of tensors: [TensorDescription]) -> [LayerDescription] {
    var rows: [LayerDescription] = []
    for (index, tensor) in tensors.enumerated() {
      let name = self == .tensor ? tensor.name : tensor.layer
      if let last = rows.last, last.name == name {
        rows[rows.count - 1].tensors.append(index)
        rows[rows.count - 1].parameters += tensor.parameters
      } else {
        rows.append(LayerDescription(name: name, tensors: [index], parameters: tensor.parameters))
      }
    }
    return rows
  }
}
