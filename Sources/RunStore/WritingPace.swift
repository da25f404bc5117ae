/// How fast the disk takes what is recorded, and with it how much may wait to be written.
///
/// A program that is killed is to lose no step that is older than a second. A step waits for the transaction under way
/// and then for its own, so that neither may take more than a quarter of it.
struct WritingPace: Sendable {
  /// The seconds that a transaction may take.
  private static let longest = 0.25
  /// The seconds that a step may be unwritten before training waits for it.
  private static let patience = 0.4
  /// What a transaction of fewer bytes takes says nothing about larger ones.
  private static let fewestBytes = 64 << 10
  /// What may wait in memory however fast the disk is.
  private static let capacity = 32 << 20

  /// Of the last transaction; before the first, of a slow disk.
  private var secondsPerByte = 1e-6

  /// Takes note of a transaction.
  mutating func wrote(bytes: Int, seconds: Double) {
    secondsPerByte = seconds / Double(max(bytes, Self.fewestBytes))
  }

  /// Whether training has to wait: for what is pending, so many bytes, where the oldest step that is not written is `age`
  /// seconds old.
  func isTooMuch(bytes: Int, age: Double) -> Bool {
    bytes > Self.capacity || Double(bytes) * secondsPerByte > Self.longest || age > Self.patience
  }
}
