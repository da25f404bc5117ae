import CKernels
import Testing

/// The sweep's sums against a slow twin in double precision.
struct DriftKernelTests {
  private func twin(_ g: [Float], _ p: [Float]) -> (dot: Double, squaredNorm: Double, cross: Double) {
    var sums = (dot: 0.0, squaredNorm: 0.0, cross: 0.0)
    for (a, b) in zip(g, p) {
      let product = Double(a) * Double(b)
      sums.dot += product
      sums.squaredNorm += Double(a) * Double(a)
      sums.cross += product * product
    }
    return sums
  }

  private func values(_ count: Int, seed: Int, scale: Float = 1) -> [Float] {
    (0..<count).map { scale * Float(($0 &* 7919 &+ seed &* 104_729) % 1000 - 500) / 250 }
  }

  @Test(arguments: [0, 1, 2, 15, 16, 17, 63, 2048, 4099])
  func agreesWithItsTwin(count: Int) {
    let g = values(count, seed: 1)
    let p = values(count, seed: 2)
    let sums = ck_drift(g, p, count)
    let expected = twin(g, p)
    // The dot product may cancel, so its error is held against the sum of what it adds up.
    let scale = zip(g, p).reduce(0) { $0 + abs(Double($1.0) * Double($1.1)) }
    #expect(abs(sums.dot - expected.dot) <= 1e-13 * scale)
    #expect(abs(sums.squared_norm - expected.squaredNorm) <= 1e-13 * expected.squaredNorm)
    #expect(abs(sums.cross - expected.cross) <= 1e-13 * expected.cross)
  }

  /// Squares of 1e30 and of denormals are beyond single precision.
  @Test(arguments: [Float(1e30), 0x1p-130])
  func keepsExtremes(scale: Float) {
    let g = values(40, seed: 3, scale: scale)
    let sums = ck_drift(g, g, 40)
    let expected = twin(g, g)
    #expect(expected.squaredNorm > 0)
    #expect(abs(sums.squared_norm / expected.squaredNorm - 1) < 1e-12)
    #expect(abs(sums.dot / expected.dot - 1) < 1e-12)
  }

  @Test(arguments: [Float.nan, .infinity])
  func passesOnWhatIsNotFinite(value: Float) {
    var g = values(40, seed: 4)
    g[17] = value
    #expect(!ck_drift(g, values(40, seed: 5), 40).squared_norm.isFinite)
  }
}
