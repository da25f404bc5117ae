import Statistics
import Testing

@testable import RunModel

struct LagCosinesTests {
  private let tensors = [
    TensorDescription(name: "a.weight", shape: [100, 100]), TensorDescription(name: "a.bias", shape: [100]),
  ]

  private func record(_ step: Int, norms: [Double], dots: [Double]) -> StepRecord {
    StepRecord(
      step: step, epoch: 1, loss: 1, accuracy: 0, learningRate: 0, seconds: 0,
      sums: norms.map { DriftSums(squaredNorm: $0) },
      lags: LagDots(dots: dots.flatMap { dot in LagDots.lags.map { $0 < step ? dot : .nan } }))
  }

  /// Norms of the step k before are found again; the errors of tensors add up in squares.
  @Test func usesTheNormsOfTheStepBefore() throws {
    var cosines = LagCosines(tensors)
    for step in 1...70 {
      cosines.add(record(step, norms: [Double(step * step), 1], dots: [6, 0.5]))
    }
    let eight = try #require(cosines.estimate(of: [0], lag: 3))
    #expect(abs(eight.cosine - 6 / (70.0 * 62)) < 1e-15)
    let variance = (70.0 * 70 * 62 * 62 + 36) / 1024
    #expect(abs(eight.standardError - variance.squareRoot() / (70 * 62)) < 1e-15)
    let short = try #require(cosines.estimate(of: [1], lag: 3))
    #expect(short.cosine == 0.5 && short.standardError == 0)
    let both = try #require(cosines.estimate(of: [0, 1], lag: 6))
    #expect(abs(both.cosine - 6.5 / (4901 * 37.0).squareRoot()) < 1e-15)
  }

  @Test func isUndefinedWhereThereIsNoPast() {
    var cosines = LagCosines(tensors)
    #expect(cosines.estimate(of: [0], lag: 0) == nil)
    cosines.add(record(1, norms: [1, 1], dots: [1, 1]))
    #expect(cosines.estimate(of: [0], lag: 0) == nil)
    cosines.add(record(2, norms: [0, 1], dots: [1, 1]))
    #expect(cosines.estimate(of: [0], lag: 0) == nil)
    #expect(cosines.estimate(of: [1], lag: 0)?.cosine == 1)
    #expect(cosines.estimate(of: [1], lag: 1) == nil)
  }
}
