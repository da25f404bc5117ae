import Statistics

/// A number measured once a seed: its mean, and Student's interval for what the mean over all seeds would be.
public struct SeedEstimate: Equatable, Sendable {
  /// One value a seed.
  public let values: [Double]

  /// Makes an estimate from at least one value.
  public init(_ values: [Double]) {
    precondition(!values.isEmpty, "an estimate needs a seed")
    self.values = values
  }

  /// The mean.
  public var mean: Double { values.reduce(0, +) / Double(values.count) }

  /// The standard deviation over seeds, with n − 1; nil for one seed.
  public var deviation: Double? {
    guard values.count > 1 else { return nil }
    let mean = mean
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }

  /// Half the length of the two-sided 95 % interval around the mean, t·s/√n; nil for one seed.
  public var halfInterval: Double? {
    deviation.map { Self.studentQuantile(degrees: values.count - 1) * $0 / Double(values.count).squareRoot() }
  }

  /// The interval; nil for one seed, which says nothing of others.
  public var interval: ClosedRange<Double>? { halfInterval.map { mean - $0...mean + $0 } }

  /// The number that |t| passes with a chance of 5 %, Student's distribution with so many degrees of freedom, at least 1.
  ///
  /// t² / (ν + t²) follows Beta(1/2, ν/2), as does cos² between independent directions in ν + 1 dimensions: the
  /// threshold of one gives that of the other.
  static func studentQuantile(degrees: Int) -> Double {
    let cosine = ExactNull.threshold(level: 0.05, parameters: degrees + 1)
    return cosine * (Double(degrees) / (1 - cosine * cosine)).squareRoot()
  }
}
