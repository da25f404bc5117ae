import Statistics
import Testing

struct DriftSumsTests {
  @Test func cosineOfKnownVectors() {
    // g_t = (3, 4), g_{t−1} = (4, 3): cos = 24 / 25.
    let sums = DriftSums(dot: 24, squaredNorm: 25, previousSquaredNorm: 25)
    #expect(sums.cosine == 0.96)
    #expect(sums.gradientNorm == 5)
  }

  @Test(arguments: [
    DriftSums(dot: 0, squaredNorm: 1, previousSquaredNorm: 0),
    DriftSums(dot: 0, squaredNorm: 0, previousSquaredNorm: 1),
    DriftSums(dot: 1, squaredNorm: .infinity, previousSquaredNorm: 1),
    DriftSums(dot: .nan, squaredNorm: 1, previousSquaredNorm: 1),
    DriftSums(dot: 1, squaredNorm: 1, previousSquaredNorm: .nan),
  ])
  func isUndefinedWhereANormIsZeroOrNotFinite(sums: DriftSums) {
    #expect(sums.cosine == nil)
  }

  /// Squared norms whose product no double holds.
  @Test(arguments: [1e200, 1e-200])
  func survivesTheRangeOfDouble(square: Double) {
    let sums = DriftSums(dot: 0.5 * square, squaredNorm: square, previousSquaredNorm: square)
    #expect(abs(sums.cosine! - 0.5) < 1e-15)
  }

  @Test func staysWithinOne() {
    let sums = DriftSums(dot: 1 + 1e-15, squaredNorm: 1, previousSquaredNorm: 1)
    #expect(sums.cosine == 1)
  }

  @Test func addsUpOverTensors() {
    let a = DriftSums(
      dot: 1, squaredNorm: 2, previousSquaredNorm: 3, cross: 4, updateSquaredNorm: 5, weightSquaredNorm: 6)
    let sum = a + a
    #expect(
      sum
        == DriftSums(
          dot: 2, squaredNorm: 4, previousSquaredNorm: 6, cross: 8, updateSquaredNorm: 10,
          weightSquaredNorm: 12))
  }

  @Test func updateToWeightRatio() {
    #expect(DriftSums(updateSquaredNorm: 1, weightSquaredNorm: 4).updateToWeightRatio == 0.5)
    #expect(DriftSums(updateSquaredNorm: 1, weightSquaredNorm: 0).updateToWeightRatio == nil)
    #expect(DriftSums(updateSquaredNorm: 0, weightSquaredNorm: 0).updateToWeightRatio == nil)
    for (update, weight) in [(.nan, 1), (1, .nan), (.infinity, 1), (1, .infinity)] as [(Double, Double)] {
      #expect(DriftSums(updateSquaredNorm: update, weightSquaredNorm: weight).updateToWeightRatio == nil)
    }
  }
}
