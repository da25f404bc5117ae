import RunModel
import TerminalUI

/// The rows of one grouping, input first, and where each tensor stands in them.
struct RowSet: Equatable, Sendable {
  /// What makes a row.
  let grouping: Grouping
  /// The rows.
  let rows: [LayerDescription]
  /// The row that holds each tensor.
  let rowOfTensor: [Int]
  /// What each row is made of.
  let kinds: [Set<LayerKind>]
  /// Whether each row is the control.
  let isControl: [Bool]
  /// The columns of the longest name; kept, since every frame asks for them several times.
  let longestName: Int

  init(_ grouping: Grouping, of tensors: [TensorDescription]) {
    self.grouping = grouping
    rows = grouping.rows(of: tensors)
    var rowOfTensor = Array(repeating: 0, count: tensors.count)
    for (index, row) in rows.enumerated() {
      for tensor in row.tensors { rowOfTensor[tensor] = index }
    }
    self.rowOfTensor = rowOfTensor
    kinds = rows.map { LayerKind.kinds(of: $0.tensors.map { tensors[$0] }) }
    isControl = rows.map { row in row.tensors.contains { tensors[$0].isControl } }
    longestName = rows.map { TextWidth.columns($0.name) }.max() ?? 0
  }

  var count: Int { rows.count }
  /// The number of parameters of each row, at least 1.
  var parameters: [Int] { rows.map { max(1, $0.parameters) } }
}

/// What a layer is, as far as its tensors tell.
enum LayerKind: String, CaseIterable, Sendable {
  case convolution = "conv"
  case normalization = "norm"
  case bias
  case linear = "fc"

  /// The kinds that are among the tensors of a row; a bias counts only where nothing else is in the row.
  static func kinds(of tensors: [TensorDescription]) -> Set<LayerKind> {
    if tensors.allSatisfy({ $0.name.hasSuffix(".bias") }) {
      return isNorm(tensors) ? [.bias, .normalization] : [.bias]
    }
    return Set(
      tensors.compactMap {
        switch $0.shape.count {
        case 4: .convolution
        case 2: .linear
        default: $0.name.hasSuffix(".bias") || $0.isControl ? nil : .normalization
        }
      })
  }

  /// Whether biases are those of normalisation: torchvision calls these layers `bn` or `downsample.1`.
  private static func isNorm(_ biases: [TensorDescription]) -> Bool {
    biases.allSatisfy { $0.layer.contains("bn") || $0.layer.hasSuffix("downsample.1") }
  }
}
