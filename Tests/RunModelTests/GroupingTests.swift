import RunModel
import Testing

struct GroupingTests {
  private let tensors = [
    TensorDescription(name: "conv1.weight", shape: [64, 3, 3, 3]),
    TensorDescription(name: "bn1.weight", shape: [64]),
    TensorDescription(name: "bn1.bias", shape: [64]),
    TensorDescription(name: "fc.weight", shape: [10, 512]),
    TensorDescription(name: "fc.bias", shape: [10]),
  ]

  @Test func tensorsForThemselves() {
    let rows = Grouping.tensor.rows(of: tensors)
    #expect(rows.map(\.name) == tensors.map(\.name))
    #expect(rows.map(\.tensors) == [[0], [1], [2], [3], [4]])
    #expect(rows.map(\.parameters) == [1728, 64, 64, 5120, 10])
  }

  @Test func weightAndBiasTogether() {
    let rows = Grouping.layer.rows(of: tensors)
    #expect(rows.map(\.name) == ["conv1", "bn1", "fc"])
    #expect(rows.map(\.tensors) == [[0], [1, 2], [3, 4]])
    #expect(rows.map(\.parameters) == [1728, 128, 5130])
  }

  /// The bound is about the parameters that move.
  @Test func whatHasNoEffectDoesNotCount() {
    let tensors = [
      TensorDescription(name: "conv.weight", shape: [4, 3, 3, 3]),
      TensorDescription(name: "conv.bias", shape: [4], hasNoEffect: true),
    ]
    #expect(Grouping.layer.rows(of: tensors).map(\.parameters) == [108])
    #expect(Grouping.tensor.rows(of: tensors).map(\.parameters) == [108, 4])
  }
}
