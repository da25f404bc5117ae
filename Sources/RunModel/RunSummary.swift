import Statistics

/// What a run came to, row by row; grows with every step and holds no history.
public struct RunSummary: Sendable {
  /// One row of the summary.
  public struct Layer: Sendable {
    /// Which tensors.
    public let layer: LayerDescription
    /// What the row's statistic is held against, see `PreparedTest.bound`; τ for the paper's test.
    public let bound: Double
    /// Verdicts so far, under the test in force.
    public fileprivate(set) var counts = VerdictCounts()
    /// Verdicts so far under every test, where they are compared.
    public fileprivate(set) var comparison: [Comparison]
  }

  /// The verdicts of one test among several.
  public struct Comparison: Sendable {
    /// The test.
    public let test: DriftTest
    /// Its verdicts so far.
    public fileprivate(set) var counts = VerdictCounts()
  }

  /// What the run is about.
  public let description: RunDescription
  /// The test in force and its level.
  public let rule: TestRule
  /// The rows, input first.
  public private(set) var layers: [Layer]
  /// The number of steps added.
  public private(set) var steps = 0
  /// The last step's loss; nil before the first.
  public private(set) var lastLoss: Double?
  private let test: PreparedTest
  private let compared: [PreparedTest]

  /// An empty summary; `comparesTests` counts verdicts under every test at the rule's level besides.
  public init(
    _ description: RunDescription, grouping: Grouping = .layer, rule: TestRule = TestRule(),
    comparesTests: Bool = false
  ) {
    self.description = description
    self.rule = rule
    let rows = grouping.rows(of: description.tensors)
    let parameters = rows.map(\.parameters)
    let test = PreparedTest(rule: rule, parameters: parameters)
    self.test = test
    compared = (comparesTests ? DriftTest.allCases : []).map {
      PreparedTest(rule: TestRule($0, level: rule.level), parameters: parameters)
    }
    let comparison = compared.map { Comparison(test: $0.rule.test) }
    layers = rows.enumerated().map { index, row in
      Layer(layer: row, bound: test.bound(row: index), comparison: comparison)
    }
  }

  /// Adds a step.
  public mutating func add(_ record: StepRecord) {
    steps += 1
    lastLoss = record.loss
    let sums = layers.map { record.pair(.gradient, of: $0.layer) ?? PairSums() }
    for (index, verdict) in test.verdicts(sums).enumerated() {
      layers[index].counts.add(verdict: verdict, cosine: sums[index].cosine)
    }
    for (slot, test) in compared.enumerated() {
      for (index, verdict) in test.verdicts(sums).enumerated() {
        layers[index].comparison[slot].counts.add(verdict: verdict, cosine: sums[index].cosine)
      }
    }
  }
}
