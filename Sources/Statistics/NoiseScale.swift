import Foundation

/// The gradient noise scale B of McCandlish et al. (2018), in images, estimated from consecutive cosines.
///
/// If consecutive gradients of b images share a mean and have independent noise, E[cos] ≈ 1/(1 + B/b), so a window's
/// mean cosine m gives B = b·(1/m − 1). Where that mean is not clearly positive, B does not exist.
public enum NoiseScale: Equatable, Sendable {
  /// B and its standard error, both in images.
  case estimate(images: Double, standardError: Double)
  /// The mean cosine is below `NoiseScale.clearly` of its standard errors, so that it may be 0 and B infinite.
  case notClearlyPositive(meanCosine: Double, standardError: Double)
  /// Fewer than `NoiseScale.fewestSteps` cosines of the window exist.
  case tooFewSteps(Int)

  /// How many standard errors a mean cosine must lie above 0.
  public static let clearly = 3.0
  /// The fewest cosines that a standard error is taken from.
  public static let fewestSteps = 16

  /// Estimates B from the cosines of a window of consecutive steps, nil where one does not exist, for batches of b
  /// images.
  ///
  /// The standard error of B follows from that of the mean by the delta method: b/m² times as large.
  public init(cosines: some Collection<Double?>, batchSize b: Int) {
    guard let mean = MeanEstimate(cosines, fewest: Self.fewestSteps) else {
      self = .tooFewSteps(cosines.count { $0 != nil })
      return
    }
    let m = mean.value
    guard m > 0, m >= Self.clearly * mean.standardError else {
      self = .notClearlyPositive(meanCosine: m, standardError: mean.standardError)
      return
    }
    self = .estimate(
      images: Double(b) * (1 / m - 1), standardError: Double(b) * mean.standardError / (m * m))
  }
}
