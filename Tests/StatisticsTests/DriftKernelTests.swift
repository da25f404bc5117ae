import CKernels
import RunModel
import Testing

/// The sweep's sums against a slow twin in double precision, at every size and for what floats can be.
struct DriftKernelTests {
  private struct Twin {
    var dot = 0.0
    var size = 0.0
    var squaredNorm = 0.0
    var cross = 0.0

    init(_ g: [Float], _ p: [Float]) {
      g.withUnsafeBufferPointer { g in
        p.withUnsafeBufferPointer { p in
          var i = 0
          while i < g.count {
            let (a, b) = (Double(g[i]), Double(p[i]))
            dot += a * b
            size += abs(a * b)
            squaredNorm += a * a
            cross += a * b * a * b
            i += 1
          }
        }
      }
    }
  }

  /// What cancels in the dot product is held against the sum of what it adds up.
  private func expectAgreement(_ g: [Float], _ p: [Float]) {
    let sums = ck_drift(g, p, g.count)
    let twin = Twin(g, p)
    #expect(abs(sums.dot - twin.dot) <= 1e-10 * twin.size)
    #expect(abs(sums.squared_norm - twin.squaredNorm) <= 1e-10 * twin.squaredNorm)
    #expect(abs(sums.cross - twin.cross) <= 1e-10 * twin.cross)
    #expect(twin.squaredNorm.isFinite && twin.cross.isFinite)
  }

  /// Values of both signs and many magnitudes, cheap to draw; `offset` moves their mean away from 0.
  private func values(_ count: Int, seed: UInt64, offset: Float = 0) -> [Float] {
    var random = SeededGenerator(seed: seed)
    return [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      var i = 0
      while i < count {
        let bits = random.next()
        let fraction = Float(Int32(truncatingIfNeeded: bits)) * 0x1p-31
        buffer[i] = fraction * Float(sign: .plus, exponent: -Int(bits >> 60), significand: 1) + offset
        i += 1
      }
      filled = count
    }
  }

  @Test(arguments: [1, 2, 3, 7, 31, 64, 1000, 4097, 65_536, 1_000_003, 10_000_000])
  func everySize(count: Int) {
    let g = values(count, seed: 1)
    expectAgreement(g, values(count, seed: 2))
    // Without cancelling, the dot product itself is right.
    let shifted = values(count, seed: 3, offset: 2)
    let sums = ck_drift(shifted, shifted, count)
    #expect(abs(sums.dot / sums.squared_norm - 1) < 1e-12)
    #expect(abs(sums.dot / Twin(shifted, shifted).dot - 1) < 1e-10)
  }

  private static let magnitudes: [[Float]] = [
    [0, 0], [0, 1], [-0.0, 1e30], [1e30, 1e-30], [.leastNonzeroMagnitude, 1],
    [.leastNonzeroMagnitude, -.leastNonzeroMagnitude], [0x1p-133, 1e30], [.greatestFiniteMagnitude, -1e30],
    [.leastNormalMagnitude, .leastNormalMagnitude.nextDown],
  ]

  @Test(arguments: magnitudes)
  func everyMagnitude(pair: [Float]) {
    for count in [1, 2, 33, 5000] {
      expectAgreement((0..<count).map { pair[$0 % 2] }, (0..<count).map { pair[($0 + 1) % 2] })
    }
  }

  /// All zeros, and nothing at all, give zeros, not something that only rounds to them.
  @Test func zerosAreExact() {
    let nothing = ck_drift([], [], 0)
    #expect(nothing.dot == 0 && nothing.cross == 0 && nothing.squared_norm == 0)
    let sums = ck_drift(values(1000, seed: 4), Array(repeating: 0, count: 1000), 1000)
    #expect(sums.dot == 0 && sums.cross == 0 && sums.squared_norm > 0)
  }

  /// One value that is not finite, wherever it stands, in either vector, is seen in the sums.
  @Test(arguments: [Float.nan, .infinity, -.infinity, .signalingNaN])
  func oneValueThatIsNotFinite(value: Float) {
    for place in [0, 1, 15, 16, 31, 32, 62, 63, 64] {
      var g = values(65, seed: 5, offset: 2)
      let p = g
      g[place] = value
      #expect(!ck_drift(g, p, 65).squared_norm.isFinite)
      #expect(!ck_drift(g, p, 65).dot.isFinite)
      #expect(!ck_drift(p, g, 65).dot.isFinite)
      #expect(ck_drift(p, g, 65).squared_norm.isFinite)
    }
  }
}
