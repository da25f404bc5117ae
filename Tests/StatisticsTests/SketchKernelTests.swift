import CKernels
import Testing

/// Count sketches: no bias, the stated variance, and no dependence on how a vector is divided.
struct SketchKernelTests {
  private static let buckets = Int(CK_SKETCH)

  private func noise(_ count: Int, key: UInt64) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    ck_noise(&values, 0, count, key)
    return values
  }

  private func sketch(_ vector: [Float], key: UInt64) -> [Float] {
    var sketch = [Float](repeating: 0, count: Self.buckets)
    ck_sketch(&sketch, vector, 0, vector.count, key)
    return sketch
  }

  private func dot(_ a: [Float], _ b: [Float]) -> Double { ck_drift(a, b, a.count).dot }

  /// Over many hashes the mean of the estimates is the dot product, and their variance that of the design: two
  /// elements of different segments share a bucket with the chance 1/1024, two of the same never.
  @Test(arguments: [2500, 9000])
  func isUnbiasedWithTheStatedVariance(count: Int) {
    let g = noise(count, key: 1)
    // Partly along g, so that the dot product is far from zero; energies very unequal.
    let h = zip(g, noise(count, key: 2)).enumerated().map { index, pair in
      (index.isMultiple(of: 16) ? 8 : 1) * (pair.0 + pair.1)
    }
    let keys = 4000
    let errors = (0..<keys).map {
      dot(sketch(g, key: UInt64($0) << 32), sketch(h, key: UInt64($0) << 32)) - dot(g, h)
    }
    let mean = errors.reduce(0, +) / Double(keys)
    let variance = errors.reduce(0) { $0 + $1 * $1 } / Double(keys)
    let bound = (dot(g, g) * dot(h, h) + dot(g, h) * dot(g, h)) / Double(Self.buckets)
    let expected = bound - sharedSegments(g, h) / Double(Self.buckets)
    #expect(abs(mean) < 4 * (expected / Double(keys)).squareRoot())
    #expect(abs(variance / expected - 1) < 0.12)
    #expect(variance < bound)
  }

  /// What pairs of elements of the same segment would add to the variance.
  private func sharedSegments(_ g: [Float], _ h: [Float]) -> Double {
    stride(from: 0, to: g.count, by: Self.buckets).reduce(0) { sum, start in
      let range = start..<min(start + Self.buckets, g.count)
      let (a, b) = (Array(g[range]), Array(h[range]))
      return sum + dot(a, a) * dot(b, b) + dot(a, b) * dot(a, b)
    }
  }

  /// Every element comes into one bucket, with its own sign.
  @Test(arguments: [1, 33, 1024, 1025, 5000])
  func keepsEveryElement(count: Int) {
    for element in [0, count / 2, count - 1] {
      var vector = [Float](repeating: 0, count: count)
      vector[element] = 3
      let sketch = sketch(vector, key: 5)
      #expect(sketch.filter { $0 != 0 }.map { abs($0) } == [3])
    }
    let sketch = sketch([Float](repeating: 1, count: count), key: 5)
    #expect(sketch.allSatisfy { Int($0) <= (count + Self.buckets - 1) / Self.buckets })
  }

  @Test func doesNotDependOnHowAVectorIsDivided() {
    let vector = noise(7000, key: 3)
    var parts = [Float](repeating: 0, count: 2 * Self.buckets)
    parts.withUnsafeMutableBufferPointer { parts in
      vector.withUnsafeBufferPointer { vector in
        ck_sketch(parts.baseAddress, vector.baseAddress, 0, 4096, 9)
        ck_sketch(parts.baseAddress! + Self.buckets, vector.baseAddress! + 4096, 4096, 7000 - 4096, 9)
      }
    }
    var sum = [Float](repeating: .nan, count: Self.buckets)
    ck_sum_rows(&sum, parts, 2, Self.buckets)
    #expect(zip(sum, sketch(vector, key: 9)).allSatisfy { abs($0 - $1) <= 1e-5 })
  }
}
