import Foundation
import RunModel
import Statistics
import Testing

/// The exact null against scipy and mpmath, and by its properties.
struct ExactNullTests {
  private struct Reference: Decodable {
    /// n, cos, p of scipy or nil where it underflows, ln p of mpmath.
    var points: [[Double?]]
    /// n, ln level, |cos|.
    var thresholds: [[Double]]
  }

  @Test func pValuesAreThoseOfTheReference() throws {
    let points = try (fixture("exact_null") as Reference).points
    #expect(points.count >= 300)
    for point in points {
      let (n, cosine, expected) = (Int(point[0]!), point[1]!, point[3]!)
      for sign in [1.0, -1] {
        let logP = ExactNull.logP(cosine: sign * cosine, parameters: n)
        #expect(abs(logP - expected) <= 1e-11 * abs(expected), "n = \(n), cos = \(cosine)")
        if let p = point[2] { #expect(abs(exp(logP) / p - 1) < 1e-9, "n = \(n), cos = \(cosine)") }
      }
    }
  }

  @Test func thresholdsAreThoseOfTheReference() throws {
    let thresholds = try (fixture("exact_null") as Reference).thresholds
    #expect(thresholds.count >= 200)
    for row in thresholds {
      let threshold = ExactNull.threshold(logLevel: row[1], parameters: Int(row[0]))
      #expect(abs(threshold / row[2] - 1) < 1e-12, "n = \(row[0]), ln ε = \(row[1])")
    }
  }

  /// What the paper's bound claims, what is true, and what would be right.
  @Test(arguments: [
    (10, 0.479853, 1.353e-1, 0.521404), (64, 0.254917, 4.043e-2, 0.298775),
    (512, 0.110382, 1.236e-2, 0.136441), (36_864, 0.016889, 1.183e-3, 0.021854),
    (2_359_296, 0.002494, 1.278e-4, 0.003293), (23_520_842, 0.000849, 3.791e-5, 0.001130),
  ])
  func thePaperClaimsTooMuch(n: Int, bound: Double, chance: Double, threshold: Double) {
    let tau = PaperBound.threshold(parameters: n)
    #expect(abs(tau - bound) < 5.1e-7)
    #expect(abs(exp(ExactNull.logP(cosine: tau, parameters: n)) / chance - 1) < 5e-4)
    #expect(abs(ExactNull.threshold(level: 1 / Double(n), parameters: n) - threshold) < 5.1e-7)
  }

  @Test func isSymmetricMonotoneAndFinite() {
    var random = SeededGenerator(seed: 1)
    for _ in 0..<300 {
      let n = parameters(&random)
      var cosines = (0..<30).map { _ in random.uniform() * pow(10, -random.uniform(0, 6)) }
      cosines += [0, .leastNonzeroMagnitude, 1e-170, 1e-9, 0.5.nextDown, 0.5, 1 - 1e-12, 1.0.nextDown, 1]
      let values = cosines.sorted().map { ExactNull.logP(cosine: $0, parameters: n) }
      #expect(values.allSatisfy { $0.isFinite && $0 <= 0 }, "n = \(n)")
      #expect(values[0] == 0)
      #expect(cosines.sorted().map { ExactNull.logP(cosine: -$0, parameters: n) } == values)
      // Where one expansion takes over from another, the last digits may go the other way.
      #expect(zip(values, values.dropFirst()).allSatisfy { $1 <= $0 * (1 - 1e-13) }, "n = \(n)")
    }
  }

  /// The threshold has the level as its p-value, falls with n and rises as the level falls.
  @Test func thresholdsInvertPValues() {
    var random = SeededGenerator(seed: 2)
    for _ in 0..<300 {
      let n = max(4, parameters(&random))
      let logLevel = -pow(10, random.uniform(-6, 3))
      let threshold = ExactNull.threshold(logLevel: logLevel, parameters: n)
      #expect(threshold > 0 && threshold < 1)
      // Close to 1 the double itself says no more of p.
      guard threshold < 0.9999 else { continue }
      let logP = ExactNull.logP(cosine: threshold, parameters: n)
      #expect(abs(logP / logLevel - 1) < 1e-10, "n = \(n), ln ε = \(logLevel)")
      #expect(ExactNull.threshold(logLevel: logLevel, parameters: n + n / 2) < threshold)
      #expect(ExactNull.threshold(logLevel: 2 * logLevel, parameters: n) > threshold)
    }
  }

  @Test func fewParameters() {
    // In R¹ the only cosines are ±1, in R² the angle is uniform, in R³ the cosine.
    #expect(ExactNull.logP(cosine: 1, parameters: 1) == 0)
    #expect(ExactNull.threshold(level: 0.01, parameters: 1) == 1)
    #expect(abs(exp(ExactNull.logP(cosine: cos(0.3), parameters: 2)) - 0.6 / Double.pi) < 1e-15)
    #expect(abs(exp(ExactNull.logP(cosine: -0.9, parameters: 3)) - 0.1) < 1e-15)
    #expect(abs(ExactNull.threshold(level: 0.25, parameters: 3) - 0.75) < 1e-15)
    #expect(ExactNull.threshold(level: 1, parameters: 1000) == 0)
    #expect(ExactNull.logP(cosine: .nan, parameters: 10).isNaN)
  }

  @Test(arguments: [2, 3, 4, 5, 64, 5130])
  func densityIntegratesToThePValue(n: Int) {
    // Simpson's rule in the angle, in which R² has no poles: cos = sin φ.
    let (from, to) = (asin(0.5 / Double(n).squareRoot()), Double.pi / 2 - 1e-3)
    let steps = 20_000
    let width = (to - from) / Double(steps)
    let integral = (0...steps).reduce(0.0) { sum, i in
      let phi = from + Double(i) * width
      let weight = i == 0 || i == steps ? 1.0 : i % 2 == 1 ? 4 : 2
      return sum + weight * ExactNull.density(cosine: sin(phi), parameters: n) * cos(phi)
    }
    let p = [from, to].map { exp(ExactNull.logP(cosine: sin($0), parameters: n)) }
    #expect(abs(2 * integral * width / 3 / (p[0] - p[1]) - 1) < 1e-9)
  }

  @Test func densityAtTheEnds() {
    let ends = [1, 2, 3, 4].map { ExactNull.density(cosine: -1, parameters: $0) }
    #expect(ends == [.infinity, .infinity, 0.5, 0])
    #expect(ExactNull.density(cosine: 0.5, parameters: 1) == 0)
    #expect(ExactNull.density(cosine: 1.5, parameters: 3) == 0)
  }

  /// A number from 1 to 2.4e7, of any size alike.
  private func parameters(_ random: inout SeededGenerator) -> Int {
    Int(exp(random.uniform(0, log(2.4e7))).rounded())
  }
}
