import RunModel
import Statistics

/// A choice that a statement's outcome may depend on: the settings of runs, then what is looked at in them.
public enum Factor: String, CaseIterable, Sendable {
  case network, stem, optimizer
  case learningRate = "learning_rate"
  case batchSize = "batch_size"
  case steps, data
  case otherSettings = "other_settings"
  case grouping, layers, test, reading

  /// The name in a sentence.
  var title: String { rawValue.replacing("_", with: " ") }
}

/// Which layers are looked at.
enum LayerKind: String, CaseIterable, Sendable {
  /// All.
  case all
  /// Convolutions and the classifier: those of a layer's tensors that have weights rather than scales and offsets.
  case weights
}

/// A statement under one condition: the numbers and the outcome.
public struct Finding: Sendable {
  /// A number, over seeds.
  public struct Measure: Sendable {
    /// What it is, in words.
    public let name: String
    /// The number.
    public let estimate: SeedEstimate
    /// Whether it is a share, shown as a percentage.
    public let isShare: Bool

    init(_ name: String, _ estimate: SeedEstimate, isShare: Bool = true) {
      self.name = name
      self.estimate = estimate
      self.isShare = isShare
    }
  }

  /// The statement.
  public let statement: Statement
  /// The runs' title, see `RunGroup`.
  public let runs: String
  /// The choices made, each a word.
  public let condition: [Factor: String]
  /// The numbers, the one that decides first.
  public let measures: [Measure]
  /// What became of it.
  public let outcome: Outcome

  /// Whether it is the condition that stands for the paper's own: by layer, under its test, the first reading.
  var isPrimary: Bool {
    condition[.grouping] == Grouping.layer.rawValue
      && condition[.layers] == LayerKind.all.rawValue
      && [nil, DriftTest.paper.rawValue].contains(condition[.test])
      && condition[.reading] == statement.readings.first
  }
}

extension Statement {
  /// The ways in which its words are read, the most literal first.
  var readings: [String] {
    switch self {
    case .skipOrOutput: ["on skip connections", "at skip connections"]
    case .meanNearZero: ["within 0.05", "within the bound"]
    case .primarilyOutput: ["last quarter", "last third"]
    }
  }

  /// The layers that are looked at; a residual block has layers of both kinds.
  private func layers(_ grouping: Grouping) -> [LayerKind] {
    grouping == .block ? [.all] : LayerKind.allCases
  }

  /// The findings in these groups of runs, under every condition that makes sense.
  func findings(in groups: [RunGroup]) -> [Finding] {
    groups.filter { concerns($0.configuration.optimizer) }.flatMap { group in
      RunDigest.groupings.flatMap { grouping in
        layers(grouping).flatMap { layers in
          readings.flatMap { reading in
            tests(reading).compactMap { finding(group, grouping, layers, reading, $0) }
          }
        }
      }
    }
  }

  /// The tests that matter to a reading; nil stands for none.
  private func tests(_ reading: String) -> [DriftTest?] {
    switch (self, reading) {
    case (.meanNearZero, "within 0.05"): [nil]
    // The others have no bound on the cosine alone.
    case (.meanNearZero, _): [.paper, .exact]
    default: DriftTest.allCases
    }
  }

  private func finding(
    _ group: RunGroup, _ grouping: Grouping, _ layers: LayerKind, _ reading: String, _ test: DriftTest?
  ) -> Finding? {
    let places = LayerPlaces(group.rows(grouping), tensors: group.first.description.tensors)
    let question = Question(group: group, grouping: grouping, places: places, layers: layers)
    let answer: (measures: [Finding.Measure], outcome: Outcome)? =
      switch self {
      case .skipOrOutput: question.skipOrOutput(test ?? .paper, isLiteral: reading == readings.first)
      case .meanNearZero: question.meanNearZero(test)
      case .primarilyOutput:
        question.primarilyOutput(test ?? .paper, last: reading == readings.first ? 1.0 / 4 : 1.0 / 3)
      }
    guard let answer else { return nil }
    var condition = group.settings
    condition[.grouping] = grouping.rawValue
    condition[.layers] = layers.rawValue
    condition[.test] = test?.rawValue
    condition[.reading] = reading
    return Finding(
      statement: self, runs: group.title, condition: condition, measures: answer.measures, outcome: answer.outcome)
  }
}
