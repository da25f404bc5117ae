import Testing

@testable import CursesTerminal

@Suite struct FramePacerTests {
  @Test func aFastLineIsDrawnOnAtFullRate() {
    var pacer = FramePacer()
    for _ in 0..<10 { pacer.drew(bytes: 20_000, in: .milliseconds(1), processorTime: .microseconds(150)) }
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
      pacer.drew(bytes: bytes, in: .seconds(taken), processorTime: .milliseconds(2))
      let interval = pacer.interval / .seconds(1)
      time += max(taken, interval)
      if time > 10 { writing += taken }
    }
    #expect(writing <= 0.45 * 20, "\(writing)")
    #expect(pacer.limit >= FramePacer.leastBytes && pacer.limit <= FramePacer.bytes)
    #expect(pacer.interval <= FramePacer.longest)
  }

  /// Frames that nobody asked for take a 200th of a core from training, however large the screen is.
  @Test func framesLeaveTheProcessorToTraining() {
    var pacer = FramePacer()
    var (time, working) = (Duration.zero, Duration.zero)
    for frame in 0..<200 {
      let work = Duration.microseconds(2_000 + 1_000 * (frame % 3))
      pacer.drew(bytes: 10_000, in: work, processorTime: work)
      (time, working) = (time + pacer.interval, working + work)
    }
    #expect(working * 200.0 <= time)
    pacer.drew(bytes: 10_000, in: .milliseconds(50), processorTime: .milliseconds(50))
    #expect(pacer.interval == FramePacer.longest, "and however slow, it moves")
  }

  @Test func aLineThatBecomesFastIsBelieved() {
    var pacer = FramePacer()
    pacer.drew(bytes: 20_000, in: .seconds(5), processorTime: .milliseconds(2))
    #expect(pacer.interval == FramePacer.longest && pacer.limit == FramePacer.leastBytes)
    for _ in 0..<40 { pacer.drew(bytes: 2_000, in: .milliseconds(1), processorTime: .microseconds(150)) }
    #expect(pacer == FramePacer())
  }
}
