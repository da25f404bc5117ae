import RunModel
import Statistics
import Testing

struct SmoothingTests {
  @Test func exponentialStartsWithoutBias() {
    let smoothed = Smoothing.exponential(beta: 0.5).smoothed([1, 3, nil, 5])
    // 1; (0.25 + 1.5)/0.75; (0.125 + 0.75 + 2.5)/0.875.
    #expect(smoothed[0] == 1)
    #expect(abs(smoothed[1]! - 7.0 / 3) < 1e-15)
    #expect(smoothed[2] == nil)
    #expect(abs(smoothed[3]! - 27.0 / 7) < 1e-15)
  }

  @Test func windowCountsStepsAndLeavesOutGaps() {
    let smoothed = Smoothing.window(steps: 3).smoothed([nil, 1, 2, nil, 6, 7, 8, 9])
    #expect(smoothed == [nil, 1, 1.5, nil, 4, 6.5, 7, 8])
  }

  @Test func noneChangesNothing() {
    #expect(Smoothing.none.smoothed([1, nil, 2]) == [1, nil, 2])
    #expect(Smoothing.exponential(beta: 0).smoothed([1, nil, 2]) == [1, nil, 2])
    #expect(Smoothing.window(steps: 1).smoothed([1, nil, 2]) == [1, nil, 2])
  }

  /// Against the definitions, on a long series with gaps.
  @Test func agreesWithItsTwin() {
    var random = SeededGenerator(seed: 6)
    let values = (0..<500).map { _ in random.uniform() < 0.2 ? nil : random.normal() }
    let windowed = Smoothing.window(steps: 17).smoothed(values)
    let exponential = Smoothing.exponential(beta: 0.9).smoothed(values)
    for step in values.indices {
      guard values[step] != nil else {
        #expect(windowed[step] == nil && exponential[step] == nil)
        continue
      }
      let recent = values[max(0, step - 16)...step].compactMap { $0 }
      #expect(abs(windowed[step]! - recent.reduce(0, +) / Double(recent.count)) < 1e-13)
      let past = values[...step].compactMap { $0 }.reversed()
      let weights = sequence(first: 1.0) { 0.9 * $0 }.prefix(past.count)
      let mean = zip(past, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
      #expect(abs(exponential[step]! - mean) < 1e-13)
    }
  }

  /// What a huge value swallowed comes back within a window's length after it has left.
  @Test func roundingDoesNotPileUp() {
    let smoothed = Smoothing.window(steps: 4).smoothed([1e17, 1, 1, 1, 1, 1, 1, 1, 2])
    #expect(smoothed.suffix(2) == [1, 1.25])
  }

  @Test func settingsHaveARange() {
    #expect(Smoothing.exponential(beta: 0.99).problem == nil)
    #expect(
      Smoothing.exponential(beta: 1).problem
        == "β of exponential smoothing is at least 0 and less than 1, not 1.0")
    #expect(Smoothing.exponential(beta: .nan).problem != nil)
    #expect(Smoothing.window(steps: 0).problem == "a smoothing window is at least 1 step, not 0")
  }
}
