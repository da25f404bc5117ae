import Testing

@testable import CursesTerminal

@Suite struct FramePacerTests {
  @Test func aFastLineIsDrawnOnAtFullRate() {
    var pacer = FramePacer()
    for _ in 0..<10 { pacer.drew(bytes: 20_000, in: .milliseconds(1)) }
    #expect(pacer == FramePacer())
  }

  /// A line of so many bytes a second, for half a minute: writing takes a quarter of the time at most, once the
  /// pacer has seen a frame.
  @Test(arguments: [5_000.0, 20_000, 200_000]) func aSlowLineIsSparedTheRest(bytesPerSecond: Double) {
    var pacer = FramePacer()
    var (time, writing) = (0.0, 0.0)
    while time < 30 {
      let bytes = pacer.limit
      let taken = Double(bytes) / bytesPerSecond
      pacer.drew(bytes: bytes, in: .seconds(taken))
      let interval = pacer.interval / .seconds(1)
      time += max(taken, interval)
      if time > 10 { writing += taken }
    }
    #expect(writing <= 0.45 * 20, "\(writing)")
    #expect(pacer.limit >= FramePacer.leastBytes && pacer.limit <= FramePacer.bytes)
    #expect(pacer.interval <= FramePacer.longest)
  }

  @Test func aLineThatBecomesFastIsBelieved() {
    var pacer = FramePacer()
    pacer.drew(bytes: 20_000, in: .seconds(5))
    #expect(pacer.interval == FramePacer.longest && pacer.limit == FramePacer.leastBytes)
    for _ in 0..<40 { pacer.drew(bytes: 2_000, in: .milliseconds(1)) }
    #expect(pacer == FramePacer())
  }
}
