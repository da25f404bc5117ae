import RunModel
import Statistics
import Testing

struct NoiseScaleTests {
  /// A stationary series with mean m whose neighbours are correlated by θ/(1 + θ²) = 0.4.
  private func series(
    mean: Double, deviation: Double, count: Int, _ random: inout SeededGenerator
  ) -> [Double] {
    var before = random.normal()
    return (0..<count).map { _ in
      let noise = random.normal()
      defer { before = noise }
      return mean + deviation * (noise + 0.5 * before) / 1.25.squareRoot()
    }
  }

  @Test func ofAKnownSeries() throws {
    // Alternating 0.1 and 0.3: mean 0.2, B = 128 · 4.
    let cosines = (0..<100).map { $0 % 2 == 0 ? 0.1 : 0.3 } as [Double?]
    guard case .estimate(let images, let error) = NoiseScale(cosines: cosines, batchSize: 128) else {
      Issue.record("the mean is positive")
      return
    }
    #expect(abs(images - 512) < 1e-9)
    let mean = try #require(MeanEstimate(cosines))
    #expect(abs(error - 128 * mean.standardError / 0.04) < 1e-9)
    // Autocovariances of ±0.1 in turn at lags 0 to 4, with Bartlett's weights.
    let longRun = 1 + 2 * (-0.8 * 0.99 + 0.6 * 0.98 - 0.4 * 0.97 + 0.2 * 0.96)
    #expect(abs(mean.standardError - (0.01 * longRun / 99).squareRoot()) < 1e-12)
  }

  @Test func doesNotExistWhereTheMeanIsNotClearlyPositive() {
    let noise = (0..<100).map { $0 % 2 == 0 ? 0.3 : -0.29 } as [Double?]
    guard case .notClearlyPositive(let mean, _) = NoiseScale(cosines: noise, batchSize: 128) else {
      Issue.record("the mean is 0.005 ± 0.009")
      return
    }
    #expect(abs(mean - 0.005) < 1e-12)
    let opposed = Array(repeating: -0.5 as Double?, count: 64)
    #expect(
      NoiseScale(cosines: opposed, batchSize: 128)
        == .notClearlyPositive(meanCosine: -0.5, standardError: 0))
    #expect(NoiseScale(cosines: [nil, 0.5, 0.5], batchSize: 128) == .tooFewSteps(2))
    #expect(NoiseScale(cosines: [], batchSize: 128) == .tooFewSteps(0))
  }

  /// The true mean lies within two standard errors about 95 times in 100, though values are correlated and some missing.
  @Test func standardErrorsCover() throws {
    var random = SeededGenerator(seed: 4)
    var (covered, naive) = (0, 0)
    for _ in 0..<1000 {
      let values = series(mean: 0.1, deviation: 0.05, count: 200, &random)
        .map { random.uniform() < 0.1 ? nil : $0 }
      let mean = try #require(MeanEstimate(values))
      covered += abs(mean.value - 0.1) <= 2 * mean.standardError ? 1 : 0
      let independent = 0.05 / Double(values.count { $0 != nil }).squareRoot()
      naive += abs(mean.value - 0.1) <= 2 * independent ? 1 : 0
    }
    #expect((910...970).contains(covered))
    #expect(naive < 900)
  }

  /// Gradients of a known mean and noise: B = tr Σ / |G|², which the estimate meets within its errors.
  @Test func recoversAKnownNoiseScale() {
    var random = SeededGenerator(seed: 5)
    let (n, b, scale) = (400, 32, 96.0)
    // |G|² = n and n coordinates of variance B; a batch of b divides it by b.
    let deviation = (scale / Double(b)).squareRoot()
    var previous: [Double]?
    let cosines = (0..<300).map { _ -> Double? in
      let gradient = (0..<n).map { _ in 1 + deviation * random.normal() }
      defer { previous = gradient }
      return previous.flatMap { previous in
        func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        return PairSums(
          dot: dot(gradient, previous), squaredNorm: dot(gradient, gradient),
          otherSquaredNorm: dot(previous, previous)
        ).cosine
      }
    }
    guard case .estimate(let images, let error) = NoiseScale(cosines: cosines, batchSize: b) else {
      Issue.record("the mean cosine is 0.25")
      return
    }
    #expect(error > 0 && error < 0.1 * scale)
    #expect(abs(images - scale) < 3 * error)
  }
}
