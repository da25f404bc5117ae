import Glibc

/// What waiting for the terminal or a wakeup ended with.
enum Readiness {
  /// There may be something to read from either.
  case ready
  /// The deadline has passed.
  case timeout
  /// The terminal was closed or has hung up; it would seem ready for ever.
  case terminalGone

  /// Waits until one of two files can be read, or until a deadline (nil: for ever).
  static func wait(
    terminal: Int32, wakeups: Int32, until deadline: ContinuousClock.Instant?
  ) -> Readiness {
    let remaining = deadline.map { max(.zero, $0 - .now) }
    var files = [
      pollfd(fd: terminal, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeups, events: Int16(POLLIN), revents: 0),
    ]
    let count = poll(&files, nfds_t(files.count), remaining?.pollMilliseconds ?? -1)
    // Interrupted: the signal's byte is in the pipe, and the time left is computed anew.
    if count < 0 { return errno == EINTR ? .ready : .terminalGone }
    if count == 0 { return .timeout }
    let state = Int32(files[0].revents)
    if state & (POLLHUP | POLLERR | POLLNVAL) != 0 { return .terminalGone }
    var waiting: Int32 = 0
    if state & POLLIN != 0, ioctl(terminal, UInt(FIONREAD), &waiting) == 0, waiting == 0 {
      return .terminalGone  // Readable without a byte: the end of the file.
    }
    return .ready
  }
}

extension Duration {
  /// Rounded up, so that waiting never ends early; at most what `poll` takes.
  var pollMilliseconds: Int32 {
    let (seconds, attoseconds) = components
    guard seconds < 1_000_000 else { return 1_000_000_000 }
    return Int32(seconds * 1_000) + Int32((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}
