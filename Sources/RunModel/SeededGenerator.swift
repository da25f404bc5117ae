import Foundation

/// The random numbers of a run: xoshiro256** of Blackman and Vigna (2021), seeded by SplitMix64.
///
/// The same seed gives the same numbers in every build and on every machine; the standard library's
/// `random(in:using:)` and `shuffled(using:)` do not promise that, so draws are made by the methods here.
public struct SeededGenerator: RandomNumberGenerator, Equatable, Hashable, Sendable, Codable {
  private var s0: UInt64
  private var s1: UInt64
  private var s2: UInt64
  private var s3: UInt64
  /// The second value of the last Box–Muller pair, not yet handed out.
  private var spareNormal: Double?

  /// Makes a generator whose state is the first four values of SplitMix64.
  public init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    self.init(state: (mixer.next(), mixer.next(), mixer.next(), mixer.next()))
  }

  /// Makes the generator of one stream among many that share a seed, such as an epoch's.
  ///
  /// Stream k of a seed and stream k of the next seed are unrelated: both numbers go through SplitMix64.
  public init(seed: UInt64, stream: UInt64) {
    var seedMixer = SplitMix64(state: seed)
    var streamMixer = SplitMix64(state: seedMixer.next() &+ stream)
    self.init(seed: streamMixer.next())
  }

  /// Makes a generator in a given state, which must not be all zeros.
  init(state: (UInt64, UInt64, UInt64, UInt64)) {
    precondition(state != (0, 0, 0, 0), "xoshiro256** never leaves the state 0")
    (s0, s1, s2, s3) = state
  }

  /// 64 uniform random bits.
  public mutating func next() -> UInt64 {
    let result = rotate(s1 &* 5, by: 7) &* 9
    let t = s1 << 17
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= t
    s3 = rotate(s3, by: 45)
    return result
  }

  /// A uniform number in [0, 1), a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform number in [lower, upper); rounding may give `upper` itself.
  public mutating func uniform(_ lower: Double, _ upper: Double) -> Double {
    lower + (upper - lower) * uniform()
  }

  /// A uniform integer in 0..<bound, without bias (Lemire 2019); bound ≥ 1.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound >= 1, "there is no integer below \(bound)")
    let range = UInt64(bound)
    var product = next().multipliedFullWidth(by: range)
    if product.low < range {
      let biased = (0 &- range) % range
      while product.low < biased {
        product = next().multipliedFullWidth(by: range)
      }
    }
    return Int(product.high)
  }

  /// A number of the standard normal distribution: mean 0, deviation 1 (Box and Muller 1958).
  public mutating func normal() -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return spare
    }
    // 1 − uniform lies in (0, 1], so that the logarithm is finite.
    let radius = (-2 * log(1 - uniform())).squareRoot()
    let angle = 2 * Double.pi * uniform()
    spareNormal = radius * sin(angle)
    return radius * cos(angle)
  }
}

/// SplitMix64 of Steele, Lea and Flood (2014): spreads one seed over a larger state.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

private func rotate(_ value: UInt64, by bits: UInt64) -> UInt64 {
  (value << bits) | (value >> (64 - bits))
}
