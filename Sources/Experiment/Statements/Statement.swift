import RunModel
import Statistics

/// What the paper says, as statements that runs can be held against.
public enum Statement: String, CaseIterable, Sendable {
  /// Without momentum.
  case skipOrOutput = "near-output-or-skip"
  /// With momentum 0.9.
  case meanNearZero = "mean-near-zero"
  /// With or without.
  case primarilyOutput = "primarily-near-output"

  /// The paper's words.
  public var text: String {
    switch self {
    case .skipOrOutput:
      "Without momentum, layers near the output or skip connections are highly non-random, others are not."
    case .meanNearZero: "Even with momentum 0.9 many hidden layers have a mean cosine near zero."
    case .primarilyOutput: "Non-random updates occur primarily near the output."
    }
  }

  /// How its words are turned into numbers.
  public var operationalisation: String {
    switch self {
    case .skipOrOutput:
      "“Near the output” is the last quarter of the rows by depth. “Near skip connections” is read in two ways: rows"
        + " that lie on a skip connection, that is, its projections; or these and the last convolution and"
        + " normalisation of every residual block, to whose output the skip connection is added. “Highly non-random”"
        + " is more than half of the steps. Upheld: the named rows’ mean share of non-random steps lies above one half"
        + " and that of the others below, each with its whole interval."
    case .meanNearZero:
      "“Hidden” are all layers but the first and the last. “Near zero” is read in two ways: |mean cosine| at most"
        + " 0.05, or at most the bound of the test for a single step. “Many” is more than half. Upheld: the share of"
        + " such layers lies above one half with its whole interval."
    case .primarilyOutput:
      "“Near the output” is the last quarter or the last third of the rows by depth, “primarily” more than half."
        + " Upheld: of all non-random cells (a row at a step) more than half lie there, with the whole interval."
    }
  }

  /// Whether it speaks of runs with this optimizer.
  func concerns(_ optimizer: OptimizerConfiguration) -> Bool {
    switch self {
    case .skipOrOutput: optimizer.rule == .sgd
    case .meanNearZero: optimizer.rule == .momentum && optimizer.momentum == 0.9
    case .primarilyOutput: optimizer.rule == .sgd || optimizer.rule == .momentum
    }
  }
}

/// What became of a statement under one condition.
public enum Outcome: String, CaseIterable, Sendable {
  /// It holds, with the whole interval.
  case upheld
  /// It does not, with the whole interval.
  case notUpheld = "not upheld"
  /// So few seeds do not tell; one never does.
  case undecided

  /// Compares estimates with one half: all those of `above` must lie above it, all of `below` below; undecided where one
  /// has no interval.
  static func of(above: [SeedEstimate], below: [SeedEstimate] = []) -> Outcome {
    let estimates = above + below
    let (above, below) = (above.compactMap(\.interval), below.compactMap(\.interval))
    guard above.count + below.count == estimates.count else { return .undecided }
    if above.allSatisfy({ $0.lowerBound > 0.5 }) && below.allSatisfy({ $0.upperBound < 0.5 }) {
      return .upheld
    }
    let fails = above.contains { $0.upperBound <= 0.5 } || below.contains { $0.lowerBound >= 0.5 }
    return fails ? .notUpheld : .undecided
  }
}
