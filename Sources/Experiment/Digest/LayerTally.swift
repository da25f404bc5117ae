import RunModel
import Statistics

/// What a run's rows came to under every test, for one grouping.
public struct LayerTally: Sendable {
  /// The rows, input first; the control is left out.
  public let rows: [LayerDescription]
  /// The verdicts of each test, row by row.
  public private(set) var counts: [DriftTest: [VerdictCounts]]
  private let tests: [PreparedTest]

  init(_ tensors: [TensorDescription], grouping: Grouping) {
    let rows = grouping.rows(of: tensors).filter { row in !row.tensors.contains { tensors[$0].isControl } }
    self.rows = rows
    tests = DriftTest.allCases.map { PreparedTest(rule: TestRule($0), parameters: rows.map(\.parameters)) }
    counts = Dictionary(
      uniqueKeysWithValues: DriftTest.allCases.map {
        ($0, Array(repeating: VerdictCounts(), count: rows.count))
      })
  }

  mutating func add(_ sums: [PairSums]) {
    for test in tests {
      for (row, verdict) in test.verdicts(sums).enumerated() {
        counts[test.rule.test]?[row].add(verdict: verdict, cosine: sums[row].cosine)
      }
    }
  }

  /// The verdicts of one test, row by row.
  public func counts(_ test: DriftTest) -> [VerdictCounts] { counts[test] ?? [] }

  /// The mean cosine of each row; nil where none exists.
  public var meanCosines: [Double?] { counts(.paper).map(\.meanCosine) }
}
