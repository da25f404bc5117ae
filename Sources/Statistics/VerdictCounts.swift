/// How often each verdict was given, and the mean of the cosines that exist; undefined cells are left out
/// of the mean and of the shares.
public struct VerdictCounts: Equatable, Sendable {
  /// Cells with cos > τ.
  public private(set) var aligned = 0
  /// Cells with |cos| ≤ τ.
  public private(set) var random = 0
  /// Cells with cos < −τ.
  public private(set) var opposed = 0
  /// Cells whose cos does not exist.
  public private(set) var undefined = 0
  private var cosineSum = 0.0

  /// No cells.
  public init() {}

  /// Counts one cell.
  public mutating func add(cosine: Double?, bound: Double) {
    add(verdict: Verdict(cosine: cosine, bound: bound), cosine: cosine)
  }

  /// Counts one cell, whose verdict is undefined where its cosine is nil.
  public mutating func add(verdict: Verdict, cosine: Double?) {
    switch verdict {
    case .aligned: aligned += 1
    case .random: random += 1
    case .opposed: opposed += 1
    case .undefined:
      undefined += 1
      return
    }
    cosineSum += cosine ?? 0
  }

  /// Cells whose cos exists.
  public var defined: Int { aligned + random + opposed }
  /// The mean cosine; nil where none exists.
  public var meanCosine: Double? { defined > 0 ? cosineSum / Double(defined) : nil }
  /// The share of aligned and opposed cells among the defined; nil where there are none.
  public var nonRandomShare: Double? { share(aligned + opposed) }
  /// The share of one verdict among the defined cells; nil where there are none.
  public func share(of verdict: Verdict) -> Double? {
    switch verdict {
    case .aligned: share(aligned)
    case .random: share(random)
    case .opposed: share(opposed)
    case .undefined: nil
    }
  }

  private func share(_ count: Int) -> Double? { defined > 0 ? Double(count) / Double(defined) : nil }
}
