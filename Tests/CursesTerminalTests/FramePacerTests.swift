import Testing

@testable import CursesTerminal

@Suite struct FramePacerTests {
  @Test func aFastLineIsDrawnOnAtFullRate() {
    var pacer = FramePacer()
    for _ in 0..<10 { pacer.drew(cells: 2_000, in: .milliseconds(1)) }
    #expect(pacer == FramePacer())
  }

  /// A line of so many cells a second, for half a minute: writing takes a quarter of the time at most, once the
  /// pacer has seen a frame.
  @Test(arguments: [500.0, 2_000, 20_000]) func aSlowLineIsSparedTheRest(cellsPerSecond: Double) {
    var pacer = FramePacer()
    var (time, writing) = (0.0, 0.0)
    while time < 30 {
      let cells = pacer.limit
      let taken = Double(cells) / cellsPerSecond
      pacer.drew(cells: cells, in: .seconds(taken))
      let interval = pacer.interval / .seconds(1)
      time += max(taken, interval)
      if time > 10 { writing += taken }
    }
    #expect(writing <= 0.45 * 20, "\(writing)")
    #expect(pacer.limit >= FramePacer.leastCells && pacer.limit <= FramePacer.cells)
    #expect(pacer.interval <= FramePacer.longest)
  }

  @Test func aLineThatBecomesFastIsBelieved() {
    var pacer = FramePacer()
    pacer.drew(cells: 2_000, in: .seconds(5))
    #expect(pacer.interval == FramePacer.longest && pacer.limit == FramePacer.leastCells)
    for _ in 0..<40 { pacer.drew(cells: 200, in: .milliseconds(1)) }
    #expect(pacer == FramePacer())
  }
}
