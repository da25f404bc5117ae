import Statistics
import Testing

struct RunLengthsTests {
  @Test func countsRuns() {
    let runs = RunLengths([
      .random, .aligned, .opposed, .undefined, .aligned, .random, .opposed, .opposed, .random, .aligned,
    ])
    #expect(runs.count == 4)
    #expect(runs.total == 6)
    #expect(runs.longest == 2...3)
    #expect(runs.current == 1)
    #expect(runs.mean == 1.5)
  }

  @Test func growsWithTheRunUnderWay() {
    var runs = RunLengths()
    #expect(runs.longest == nil && runs.mean == nil)
    for length in 1...5 {
      runs.append(.aligned)
      #expect(runs.current == length && runs.longest == 1...length && runs.count == 1)
    }
    runs.append(.random)
    #expect(runs.current == 0 && runs.longest == 1...5)
  }
}
