/// A tensor of parameters, named and shaped as in torchvision's state dict.
public struct TensorDescription: Equatable, Hashable, Sendable, Codable {
  /// The full name, such as `layer1.0.conv1.weight`.
  public var name: String
  /// The logical shape: (out, in, height, width) for a convolution.
  public var shape: [Int]
  /// Whether it is no parameter of the network but the control: fresh Gaussian noise at every step.
  public var isControl: Bool
  /// Whether the loss does not depend on it: a bias that a batch normalisation subtracts again with the mean. Its gradient
  /// is zero and its cosine undefined; computed, it would be rounding errors, with verdicts about them.
  public var hasNoEffect: Bool

  /// Makes a description.
  public init(name: String, shape: [Int], isControl: Bool = false, hasNoEffect: Bool = false) {
    self.name = name
    self.shape = shape
    self.isControl = isControl
    self.hasNoEffect = hasNoEffect
  }

  /// The number of parameters n.
  public var parameters: Int { shape.reduce(1, *) }

  /// Whether it belongs to a projection on the shortcut of a residual block, which torchvision calls `downsample`.
  public var isOnSkipConnection: Bool { name.contains(".downsample.") }

  /// The layer's name: all before the last dot.
  public var layer: String {
    guard let dot = name.lastIndex(of: ".") else { return name }
    return String(name[..<dot])
  }

  /// The block's name: `layer1.0` for all that a residual block holds, else the first part of the name.
  public var block: String {
    let parts = name.split(separator: ".")
    return parts.prefix(parts.count > 2 && name.hasPrefix("layer") ? 2 : 1).joined(separator: ".")
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

extension [LayerDescription] {
  /// How deep a row lies: 0 for the input's row, 1 for the output's.
  public func depth(_ row: Int) -> Double { count > 1 ? Double(row) / Double(count - 1) : 1 }
}
