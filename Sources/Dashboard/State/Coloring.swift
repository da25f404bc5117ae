import RunModel

/// What the colours of the heatmap say.
enum Coloring: String, CaseIterable, Sendable {
  /// The verdicts of the test in force.
  case verdict
  /// The signed cosine, or z, as a multiple of the test's bound.
  case relative
  /// The exact p-value.
  case pValue
  /// ‖g_t‖.
  case gradientNorm
  /// ‖u_t‖ / ‖θ_t‖.
  case updateToWeight
  /// Where the test in force and another one disagree.
  case disagreement
  /// Two runs: the verdicts of the first above, of the second below.
  case beside
  /// Two runs: how much more often the second is non-random.
  case difference

  /// The next one, with those of two runs or without.
  func next(comparing: Bool) -> Coloring {
    let all = Self.allCases.filter { $0.isFor(comparing: comparing) }
    return all[((all.firstIndex(of: self) ?? -1) + 1) % all.count]
  }

  /// Whether it can be drawn with a second run beside the first, or without one.
  func isFor(comparing: Bool) -> Bool { comparing || (self != .beside && self != .difference) }

  /// The measure whose means are drawn; for verdicts those of the cosine, which the curve shows.
  var measure: Measure {
    switch self {
    case .verdict, .disagreement, .beside, .difference: .cosine
    case .relative: .relative
    case .pValue: .logP
    case .gradientNorm: .gradientNorm
    case .updateToWeight: .updateToWeight
    }
  }

  /// The name on the screen.
  var title: String {
    switch self {
    case .verdict: "verdict"
    case .relative: "cos / bound"
    case .pValue: "p-value"
    case .gradientNorm: "|g|"
    case .updateToWeight: "|u|/|w|"
    case .disagreement: "disagreement"
    case .beside: "both runs"
    case .difference: "difference of runs"
    }
  }
}
