import Glibc
import Synchronization

/// Wakes the thread that waits for input, from any thread.
///
/// Wakes that come before the first is seen are one wake, so that a fast producer fills no queue.
public final class Waker: Sendable {
  private let pending = Atomic<Bool>(false)
  /// The end to wait on and to read from.
  let readEnd: Int32
  /// The end to write to; the signal handlers write to it too.
  let writeEnd: Int32
  /// The byte that means "wake"; signals write their numbers, which are never 0.
  static let wakeByte: UInt8 = 0

  init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw .system(operation: "making a pipe", message: String(cString: strerror(errno)))
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Makes the waiting `nextEvent` return `.wake`, or the next one if none waits.
  public func wake() {
    if pending.exchange(true, ordering: .acquiringAndReleasing) { return }
    withUnsafeBytes(of: Self.wakeByte) { _ = write(writeEnd, $0.baseAddress, 1) }
  }

  /// Takes all bytes that have come: whether a wake is among them, and the signals.
  func drain() -> (woken: Bool, signals: Set<Int32>) {
    var woken = false
    var signals: Set<Int32> = []
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = read(readEnd, &bytes, bytes.count)
      guard count > 0 else { break }
      for byte in bytes[..<count] {
        if byte == Self.wakeByte { woken = true } else { signals.insert(Int32(byte)) }
      }
    }
    if woken { pending.store(false, ordering: .releasing) }
    return (woken, signals)
  }
}
