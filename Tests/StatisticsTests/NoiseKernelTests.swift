import CKernels
import Foundation
import Testing

/// The control's noise against the normal distribution.
struct NoiseKernelTests {
  private func noise(_ range: Range<Int>, key: UInt64) -> [Float] {
    var values = [Float](repeating: 0, count: range.count)
    ck_noise(&values, range.lowerBound, range.count, key)
    return values
  }

  /// Kolmogorov and Smirnov's distance, at a level of 1e-4: 2.2 / √n.
  @Test(arguments: [UInt64(1), 2, 3])
  func isNormal(key: UInt64) {
    let count = 100_000
    let sorted = noise(0..<count, key: key).sorted()
    let distance = sorted.enumerated().reduce(0.0) { largest, entry in
      let expected = 0.5 * erfc(-Double(entry.element) / 2.0.squareRoot())
      return max(
        largest, abs(expected - Double(entry.offset) / Double(count)),
        abs(expected - Double(entry.offset + 1) / Double(count)))
    }
    #expect(distance < 2.2 / Double(count).squareRoot())
  }

  /// Neighbours, and elements of two keys, are independent: cos · √n is a standard normal number.
  @Test func isIndependent() {
    let count = 200_000
    let (a, b) = (noise(0..<count, key: 7), noise(0..<count, key: 8))
    func z(_ a: [Float], _ b: [Float]) -> Double {
      ck_drift(a, b, a.count).dot / Double(a.count).squareRoot()
    }
    #expect(abs(z(a, b)) < 4)
    for lag in [1, 2, 16, 2048] { #expect(abs(z(Array(a.dropFirst(lag)), Array(a.dropLast(lag)))) < 4) }
    // Radius and angle of a pair too.
    #expect(abs(z(a.map { $0 * $0 - 1 }, a.dropFirst().map { $0 * $0 - 1 } + [0])) < 4 * 2)
  }

  @Test func anElementDependsOnItsIndexAndTheKeyAlone() {
    let whole = noise(0..<5001, key: 4)
    #expect(noise(0..<2048, key: 4) + noise(2048..<5001, key: 4) == whole)
    #expect(noise(0..<5001, key: 5) != whole)
    #expect(whole.allSatisfy { $0.isFinite })
  }
}
