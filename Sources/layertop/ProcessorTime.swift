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
    let start = ofThread
    body()
    return (ofThread - start) / .milliseconds(1)
  }

  /// What this thread has taken since it began.
  static var ofThread: Duration {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
