import RunModel

/// Where rows lie in a network, by the names of their tensors in torchvision's scheme.
struct LayerPlaces {
  let rows: [LayerDescription]
  private let tensors: [TensorDescription]

  init(_ rows: [LayerDescription], tensors: [TensorDescription]) {
    self.rows = rows
    self.tensors = tensors
  }

  /// The rows of the last part of the depth, such as the last quarter for 0.25.
  func nearOutput(last share: Double) -> Set<Int> { Set(rows.indices.filter { rows.depth($0) > 1 - share }) }

  /// Rows with a projection on the shortcut of a residual block: the layers that a skip connection itself has.
  var onSkipConnections: Set<Int> {
    Set(rows.indices.filter { contains($0, where: \.isOnSkipConnection) })
  }

  /// The same, and the last convolution and normalisation of every residual block, to whose output the skip connection
  /// is added.
  var atSkipConnections: Set<Int> {
    var last: Set<String> = []
    let blocks = Dictionary(grouping: tensors.filter { !$0.isControl && $0.block != $0.layer }, by: \.block)
    for (block, tensors) in blocks where block.contains(".") {
      let branch = tensors.filter { !$0.isOnSkipConnection }.map(\.layer)
      var layers: [String] = []
      for layer in branch where layers.last != layer { layers.append(layer) }
      last.formUnion(layers.suffix(2))
    }
    return onSkipConnections.union(rows.indices.filter { contains($0) { last.contains($0.layer) } })
  }

  /// Rows without a tensor of the first or the last layer.
  var hidden: Set<Int> {
    let ends = Set([tensors.first, tensors.last { !$0.isControl }].compactMap { $0?.layer })
    return Set(rows.indices.filter { !contains($0) { ends.contains($0.layer) } })
  }

  /// Rows with a matrix or a convolution's kernel, rather than the vectors of a normalisation alone.
  var withWeights: Set<Int> { Set(rows.indices.filter { contains($0) { $0.shape.count > 1 } }) }

  private func contains(_ row: Int, where isWanted: (TensorDescription) -> Bool) -> Bool {
    rows[row].tensors.contains { isWanted(tensors[$0]) }
  }
}
