import Glibc
import Testing

@testable import CursesTerminal

@Suite struct ReadinessTests {
  /// The two ends of a new pipe, which stands for the terminal.
  private func terminal() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  private func wait(_ terminal: Int32, _ waker: Waker, for time: Duration) -> Readiness {
    .wait(terminal: terminal, wakeups: waker.readEnd, until: .now + time)
  }

  @Test func inputAndWakesEndTheWait() throws {
    let waker = try Waker()
    let ends = try terminal()
    #expect(wait(ends.read, waker, for: .milliseconds(1)) == .timeout)
    #expect(wait(ends.read, waker, for: .milliseconds(-1)) == .timeout)
    waker.wake()
    #expect(wait(ends.read, waker, for: .seconds(60)) == .ready)
    _ = waker.drain()
    #expect(wait(ends.read, waker, for: .zero) == .timeout)
    _ = write(ends.write, "q", 1)
    #expect(wait(ends.read, waker, for: .seconds(60)) == .ready)
    close(ends.read)
    close(ends.write)
  }

  @Test func aTerminalThatIsGoneIsNotReady() throws {
    let waker = try Waker()
    let ends = try terminal()
    close(ends.write)
    #expect(wait(ends.read, waker, for: .seconds(60)) == .terminalGone)
    close(ends.read)
    // Input that only says that it has ended.
    let empty = try #require(tmpfile())
    #expect(wait(fileno(empty), waker, for: .seconds(60)) == .terminalGone)
    fclose(empty)
  }

  @Test func millisecondsAreRoundedUp() {
    let durations: [Duration] = [.zero, .nanoseconds(1), .milliseconds(1), .microseconds(1_001), .seconds(2)]
    #expect(durations.map(\.pollMilliseconds) == [0, 1, 1, 2, 2_000])
    #expect(Duration.seconds(1_000_000_000_000).pollMilliseconds == 1_000_000_000)
  }
}
