import Foundation

/// The processor time of this process, which other programs do not change.
enum ProcessorTime {
  /// The milliseconds that something takes.
  static func milliseconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return 1000 * Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }
}
