import Foundation

/// The mean of a stationary series with gaps, and its standard error with autocorrelation taken into account:
/// consecutive cosines share a gradient, and drift lasts.
public struct MeanEstimate: Equatable, Sendable {
  /// The mean of the values that exist.
  public let value: Double
  /// Its standard error.
  public let standardError: Double

  /// Takes the mean of the values that exist; nil where these are fewer than `fewest`, which is at least 2.
  ///
  /// The error is that of Newey and West (1987), with Bartlett weights up to lag L = ⌊4 (m/100)^{2/9}⌋ for m values.
  /// A gap counts as a deviation of 0 (Parzen 1963), which keeps the variance from falling below 0. O(m·L).
  public init?(_ values: some Collection<Double?>, fewest: Int = 2) {
    let count = values.count { $0 != nil }
    guard count >= max(2, fewest) else { return nil }
    let m = Double(count)
    let mean = values.reduce(0) { $0 + ($1 ?? 0) } / m
    let deviations = values.map { $0.map { $0 - mean } ?? 0 }
    let lags = max(1, Int(4 * pow(m / 100, 2.0 / 9)))
    let longRun = (0...lags).reduce(0.0) { sum, lag in
      let covariance = zip(deviations, deviations.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
      let weight = lag == 0 ? 1 : 2 * (1 - Double(lag) / Double(lags + 1))
      return sum + weight * covariance
    }
    value = mean
    standardError = (max(0, longRun) / (m * (m - 1))).squareRoot()
  }
}
