/// The values that the fixtures do not store; the formula is explained in `Fixtures/make_fixtures.py`.
enum FixtureFormula {
  /// The number that k has for the initial parameter of the optimizers' fixture; its gradient of step t has
  /// the number plus t.
  static let optimizer: UInt64 = 3_000_000

  /// The initial values of parameter tensor k of the network, in row-major order.
  static func parameter(_ k: Int, name: String, shape: [Int]) -> [Float] {
    let values = centred(UInt64(k), count: shape.reduce(1, *))
    if name.hasSuffix("bias") { return values.map { $0 * 0.2 } }
    if shape.count == 1 { return values.map { 1 + $0 * 0.2 } }
    let fanIn = shape.dropFirst().reduce(1, *)
    let scale = Float((6 / Double(fanIn)).squareRoot())
    return values.map { $0 * 2 * scale }
  }

  /// The images of the step with that key, as (batch, channels, 32, 32).
  static func images(key: Int, batch: Int, channels: Int = 3) -> [Float] {
    centred(UInt64(key), count: batch * channels * 32 * 32).map { $0 * 4 }
  }

  /// The labels of the step with that key.
  static func labels(key: Int, batch: Int, classes: UInt64 = 10) -> [Int] {
    (0..<batch).map { Int(hash(UInt64(key) + 1_000_000, $0) % classes) }
  }

  /// Values of the optimizers' fixture, in −1...1.
  static func optimizerValues(_ k: UInt64, count: Int) -> [Float] {
    centred(k, count: count).map { $0 * 2 }
  }

  /// Values in −0.5..<0.5, exact in single precision.
  private static func centred(_ k: UInt64, count: Int) -> [Float] {
    (0..<count).map { Float(hash(k, $0) >> 40) / 16_777_216 - 0.5 }
  }

  /// One step of SplitMix64.
  private static func hash(_ k: UInt64, _ index: Int) -> UInt64 {
    var x = (k << 32) &+ UInt64(index) &+ 0x9E37_79B9_7F4A_7C15
    x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x >> 31)
  }
}
