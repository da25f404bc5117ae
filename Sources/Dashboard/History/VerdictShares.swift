import RunModel
import Statistics

/// How often a row was given each verdict; undefined steps are left out of the shares.
struct VerdictShares: Equatable, Sendable {
  var aligned = 0
  var opposed = 0
  var defined = 0

  init(aligned: Int = 0, opposed: Int = 0, defined: Int = 0) {
    (self.aligned, self.opposed, self.defined) = (aligned, opposed, defined)
  }

  init(_ counts: VerdictCounts) {
    self.init(aligned: counts.aligned, opposed: counts.opposed, defined: counts.defined)
  }

  /// The share of aligned and opposed steps among the defined; nil where there are none.
  var nonRandom: Double? { share(aligned + opposed) }

  /// The share of one verdict among the defined steps; nil where there are none.
  func share(of verdict: Verdict) -> Double? {
    switch verdict {
    case .aligned: share(aligned)
    case .random: share(defined - aligned - opposed)
    case .opposed: share(opposed)
    case .undefined: nil
    }
  }

  private func share(_ count: Int) -> Double? { defined > 0 ? Double(count) / Double(defined) : nil }
}

extension TileCache.Entry {
  /// The counts of a row over the whole tile; nil where not all of it is known.
  func shares(ofRow row: Int) -> VerdictShares? {
    guard let tile, firstKnown == 0 else { return nil }
    return (0..<TileKey.columns).reduce(into: VerdictShares()) { sum, column in
      sum.defined += Int(tile[row, column].defined)
      sum.aligned += Int(tile[row, column].aligned)
      sum.opposed += Int(tile[row, column].opposed)
    }
  }
}
