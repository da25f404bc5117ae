import Foundation

/// The processor time of this process, which other programs do not change.
enum ProcessorTime {
  /// The milliseconds that something takes.
  static func milliseconds(_ body: () -> Void) -> Double {
    let start = clock()
    body()
    return 1000 * Double(clock() - start) / Double(CLOCKS_PER_SEC)
  }

  /// The milliseconds that something takes on this thread.
  static func millisecondsOfThread(_ body: () -> Void) -> Double {
    func now() -> Double {
      var time = timespec()
      clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
      return 1e3 * Double(time.tv_sec) + 1e-6 * Double(time.tv_nsec)
    }
    let start = now()
    body()
    return now() - start
  }
}
