/// How fast the disk has taken what was recorded, and with it how much may wait to be written.
///
/// A program that is killed is to lose no step that is older than a second. A step waits for the transaction under way
/// and for its own, so that neither may hold more than what takes a quarter of it.
struct WritingPace: Sendable {
  /// The seconds that a transaction may take, and twice of which a step may wait before training waits for it.
  private static let longest = 0.25
  /// What a transaction of fewer bytes takes says nothing about larger ones.
  private static let fewestBytes = 64 << 10
  /// What may wait in memory however fast the disk is.
  private static let capacity = 32 << 20

  private var secondsPerByte = 0.0

  /// Takes note of a transaction.
  mutating func wrote(bytes: Int, seconds: Double) {
    secondsPerByte = seconds / Double(max(bytes, Self.fewestBytes))
  }

  /// Whether training has to wait for what was not written yet: so many bytes, the oldest of them `age` seconds old.
  func isTooMuch(bytes: Int, age: Double) -> Bool {
    bytes > Self.capacity || Double(bytes) * secondsPerByte > Self.longest || age > 2 * Self.longest
  }
}
