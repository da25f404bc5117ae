import CKernels
import RunModel
import Testing

@testable import NeuralNetwork

/// bfloat16: the sweeps bit for bit, the network within what 8 bits of significand allow.
struct BFloat16Tests {
  private func narrow(_ value: Float) -> UInt16 {
    // Round to nearest even, from the definition: of the two neighbours the nearer, of two equally near the even one.
    let lower = UInt16(value.bitPattern >> 16)
    let upper = lower &+ 1
    let below = abs(Double(value) - Double(widen(lower)))
    let above = abs(Double(widen(upper)) - Double(value))
    return below < above || (below == above && lower.isMultiple(of: 2)) ? lower : upper
  }

  private func widen(_ value: UInt16) -> Float { Float(bitPattern: UInt32(value) << 16) }

  private func halves(_ count: Int, seed: UInt64) -> [UInt16] {
    randomValues(count, seed: seed).map { UInt16(Float($0).bitPattern >> 16) }
  }

  @Test func sumsAreRoundedToNearestEven() {
    let a = halves(1000, seed: 1)
    let b = halves(1000, seed: 2)
    var sums = a
    ck_add_bf16(&sums, b, a.count)
    #expect(sums == zip(a, b).map { narrow(widen($0) + widen($1)) })
    var rectified = a
    ck_add_relu_bf16(&rectified, b, a.count)
    #expect(rectified == zip(a, b).map { narrow(max(0, widen($0) + widen($1))) })
  }

  @Test func gradientsPassWhereTheOutputIsPositive() {
    let g = halves(1000, seed: 3)
    let h = halves(1000, seed: 4)
    let y = halves(1000, seed: 5)
    var one = g
    ck_relu_backward_bf16(&one, nil, y, g.count)
    #expect(one == zip(g, y).map { widen($1) > 0 ? $0 : 0 })
    var two = g
    ck_relu_backward_bf16(&two, h, y, g.count)
    #expect(two == g.indices.map { widen(y[$0]) > 0 ? narrow(widen(g[$0]) + widen(h[$0])) : 0 })
  }

  @Test func whatIsNotANumberStaysSo() {
    let nan = UInt16(Float.nan.bitPattern >> 16)
    // Its significand would round up into infinity.
    let nearInfinity: UInt16 = 0x7FFF
    var values = [nan, nearInfinity, 0x7F80]
    ck_add_relu_bf16(&values, [0, 0, 0], 3)
    #expect(widen(values[0]).isNaN)
    #expect(widen(values[1]).isNaN)
    #expect(widen(values[2]) == .infinity)
  }

  @Test(.enabled(if: ck_has_bfloat16()), arguments: Stem.allCases)
  func lossAndGradientsAreNearSinglePrecision(stem: Stem) throws {
    func network(_ precision: Precision) throws -> Network {
      var specification = Network.Specification(
        network: NetworkConfiguration(.resnet18, stem: stem), batchSize: 16)
      specification.width = 16
      specification.precision = precision
      let network = try Network(specification, threads: 2)
      try network.initialize(seed: 1)
      for (index, value) in randomValues(network.images.count, seed: 6).enumerated() {
        network.images[index] = Float(value)
      }
      for index in network.labels.indices { network.labels[index] = Int32(index % 10) }
      try network.forward()
      try network.backward(parity: 0)
      return network
    }
    let single = try network(.fp32)
    let half = try network(.bf16)
    #expect(abs(half.meanLoss / single.meanLoss - 1) < 0.02)
    #expect(half.meanLoss != single.meanLoss)
    let cosines = try zip(half.parameters, single.parameters).map { a, b in
      let g = try a.readGradient(parity: 0).map(Double.init)
      let r = try b.readGradient(parity: 0).map(Double.init)
      let dot = zip(g, r).reduce(0) { $0 + $1.0 * $1.1 }
      return dot / (g.reduce(0) { $0 + $1 * $1 } * r.reduce(0) { $0 + $1 * $1 }).squareRoot()
    }.sorted()
    // PyTorch's own bfloat16 (autocast) against its single precision, over ten networks of this width and batches of this
    // size: least 0.80 to 0.90, median 0.92 to 0.96.
    #expect(cosines[0] > 0.7)
    #expect(cosines[cosines.count / 2] > 0.9)
    #expect(cosines[cosines.count - 1] < 1)
  }

  @Test func isRefusedWithTheReason() {
    #expect(
      NetworkError.precision(.bf16).description
        == "bf16 needs a processor with AVX512_BF16, which this one lacks; take --precision fp32")
  }
}
