import Testing

@testable import RunModel

@Suite struct SeededGeneratorTests {
  @Test("SplitMix64 gives the values of its authors' C code")
  func splitMixKnownAnswers() {
    var mixer = SplitMix64(state: 1_234_567)
    let values = (0..<5).map { _ in mixer.next() }
    #expect(
      values == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  @Test("xoshiro256** gives the values of its authors' C code")
  func xoshiroKnownAnswers() {
    var generator = SeededGenerator(state: (1, 2, 3, 4))
    let values = (0..<6).map { _ in generator.next() }
    #expect(
      values == [
        11_520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
        607_988_272_756_665_600,
      ])
  }

  @Test("a seed is spread by SplitMix64")
  func seeding() {
    var generator = SeededGenerator(seed: 0)
    let values = (0..<5).map { _ in generator.next() }
    #expect(
      values == [
        11_091_344_671_253_066_420, 13_793_997_310_169_335_082, 1_900_383_378_846_508_768,
        7_684_712_102_626_143_532, 13_521_403_990_117_723_737,
      ])
  }

  @Test("streams of a seed, and the same stream of neighbouring seeds, differ")
  func streams() {
    var firsts: Set<UInt64> = []
    for seed in 0..<20 as Range<UInt64> {
      for stream in 0..<20 as Range<UInt64> {
        var generator = SeededGenerator(seed: seed, stream: stream)
        firsts.insert(generator.next())
      }
    }
    #expect(firsts.count == 400)
    #expect(SeededGenerator(seed: 7, stream: 3) == SeededGenerator(seed: 7, stream: 3))
  }

  @Test("uniform numbers have mean 1/2, variance 1/12 and stay in [0, 1)")
  func uniformMoments() {
    var generator = SeededGenerator(seed: 1)
    let count = 100_000
    var sum = 0.0
    var squares = 0.0
    var lowest = 1.0
    var highest = 0.0
    for _ in 0..<count {
      let value = generator.uniform()
      lowest = min(lowest, value)
      highest = max(highest, value)
      sum += value
      squares += (value - 0.5) * (value - 0.5)
    }
    #expect(lowest >= 0 && highest < 1)
    // Five standard errors: √(1/12/N) and √((1/80 − 1/144)/N).
    #expect(abs(sum / Double(count) - 0.5) < 5 * 0.000_913)
    #expect(abs(squares / Double(count) - 1.0 / 12) < 5 * 0.000_236)
  }

  @Test("a uniform range is shifted and scaled")
  func uniformRange() {
    var plain = SeededGenerator(seed: 5)
    var ranged = plain
    #expect(ranged.uniform(-2, 6) == -2 + 8 * plain.uniform())
  }

  @Test("normal numbers have the first four moments of the normal distribution")
  func normalMoments() {
    var generator = SeededGenerator(seed: 2)
    let count = 100_000
    var moments = [0.0, 0.0, 0.0, 0.0]
    var products = 0.0
    var previous = 0.0
    for _ in 0..<count {
      let value = generator.normal()
      var power = 1.0
      for index in 0..<4 {
        power *= value
        moments[index] += power / Double(count)
      }
      products += value * previous / Double(count)
      previous = value
    }
    // Five standard errors: the variances of z, z², z³ and z⁴ are 1, 2, 15 and 96.
    #expect(abs(moments[0]) < 5 * 0.003_16)
    #expect(abs(moments[1] - 1) < 5 * 0.004_47)
    #expect(abs(moments[2]) < 5 * 0.012_2)
    #expect(abs(moments[3] - 3) < 5 * 0.031)
    #expect(abs(products) < 5 * 0.003_16, "neighbours are independent")
  }

  @Test("integers are uniform below their bound", arguments: [1, 2, 7, 10])
  func integers(bound: Int) {
    var generator = SeededGenerator(seed: 3)
    var counts = [Int](repeating: 0, count: bound)
    let count = 20_000
    for _ in 0..<count { counts[generator.integer(below: bound)] += 1 }
    let expected = Double(count) / Double(bound)
    for observed in counts {
      #expect(abs(Double(observed) - expected) <= 5 * expected.squareRoot())
    }
  }

  @Test("a copy goes on with the same numbers, in the middle of a normal pair too")
  func copies() {
    var generator = SeededGenerator(seed: 4)
    _ = generator.normal()
    var copy = generator
    #expect(copy.normal() == generator.normal())
    #expect(copy.next() == generator.next())
  }
}
