import Foundation
import RunModel
import Statistics

/// Judges the rows of a grouping at a step, by one quantity and every test at its usual level.
struct StepCells: Sendable {
  let quantity: Quantity
  let grouping: Grouping
  let rows: [LayerDescription]
  private let tests: [PreparedTest]

  init(quantity: Quantity, grouping: Grouping, tensors: [TensorDescription]) {
    self.quantity = quantity
    self.grouping = grouping
    rows = grouping.rows(of: tensors)
    let parameters = rows.map(\.parameters)
    tests = PyramidCell.tests.map { PreparedTest(rule: TestRule($0), parameters: parameters) }
  }

  /// What each row is held against by a test.
  func bounds(_ test: DriftTest) -> [Double] {
    let index = PyramidCell.tests.firstIndex(of: test)!
    return rows.indices.map { tests[index].bound(row: $0) }
  }

  /// The cells of one step, row by row; empty ones where the quantity is not recorded.
  func cells(of record: StepRecord) -> [PyramidCell] {
    var cells = Array(repeating: PyramidCell(), count: rows.count)
    let pairs = rows.compactMap { record.pair(quantity, of: $0) }
    guard pairs.count == rows.count else { return cells }
    for (index, test) in tests.enumerated() {
      for (row, verdict) in test.verdicts(pairs).enumerated() {
        switch verdict {
        case .aligned: cells[row].aligned[index] = 1
        case .opposed: cells[row].opposed[index] = 1
        case .random, .undefined: break
        }
      }
    }
    for row in rows.indices { measure(pairs[row], rows[row], record, into: &cells[row]) }
    return cells
  }

  private func measure(
    _ pair: PairSums, _ row: LayerDescription, _ record: StepRecord, into cell: inout PyramidCell
  ) {
    if let cosine = pair.cosine {
      cell.defined = 1
      cell.cosine = cosine
      cell.logP = ExactNull.logP(cosine: cosine, parameters: row.parameters) / log(10)
    }
    if let z = SignFlip.z(pair) {
      cell.signed = 1
      cell.z = z
    }
    let sums = row.tensors.reduce(DriftSums()) { $0 + record.sums[$1] }
    if let norm = Self.logarithm(sums.gradientNorm) {
      cell.normed = 1
      cell.gradientNorm = norm
    }
    if let ratio = sums.updateToWeightRatio.flatMap(Self.logarithm) {
      cell.updated = 1
      cell.updateToWeight = ratio
    }
  }

  /// log₁₀ where it is finite.
  private static func logarithm(_ value: Double) -> Double? {
    value > 0 && value.isFinite ? log10(value) : nil
  }
}
