import RunModel
import Statistics
import Testing

@testable import Dashboard

@Suite struct DriftHistoryTests {
  let run = TestRun()

  private func history(_ steps: some Sequence<Int>, capacity: Int = 100) -> DriftHistory {
    var history = DriftHistory(tensors: run.tensors, capacity: capacity)
    for step in steps { history.append(run.record(step)) }
    return history
  }

  @Test(arguments: Grouping.allCases)
  func cosinesVerdictsAndCountsAreThoseOfTheSums(grouping: Grouping) throws {
    let history = history(1...60)
    for (index, row) in grouping.rows(of: run.tensors).enumerated() {
      let bound = PaperBound.threshold(parameters: row.parameters)
      var counts = VerdictCounts()
      for step in 1...60 {
        let sums = row.tensors.map { run.sums(step, $0) }.reduce(DriftSums(), +)
        counts.add(cosine: sums.cosine, bound: bound)
        let kept = history.cosine(grouping, row: index, step: step)
        if let cosine = sums.cosine {
          #expect(abs(try #require(kept) - cosine) < 1e-7)
        } else {
          #expect(kept == nil)
        }
      }
      #expect(history[grouping].counts[index] == counts)
      #expect(history[grouping].bounds[index] == bound)
    }
  }

  @Test func theFirstStepIsUndefined() {
    let history = history(1...1)
    #expect(history.cosine(.layer, row: 0, step: 1) == nil)
    #expect(history[.layer].counts[0].undefined == 1)
    #expect(history[.layer].counts[0].nonRandomShare == nil)
  }

  @Test func onlyTheLastStepsAreKeptAndAllAreCounted() throws {
    let short = history(1...250, capacity: 100)
    let long = history(1...250, capacity: 1000)
    #expect(short.firstStep == 151)
    #expect(short.lastStep == 250)
    for step in 1...250 {
      let kept = short.cosine(.tensor, row: 5, step: step)
      #expect(kept == (step >= 151 ? long.cosine(.tensor, row: 5, step: step) : nil))
    }
    #expect(short[.tensor].counts == long[.tensor].counts)
    #expect(short[.tensor].storedCells == 100 * 62)
  }

  @Test func stepsLeftOutAreUndefinedAndNotCounted() {
    let history = history([1, 2, 3, 6, 7])
    #expect(history.cosine(.layer, row: 3, step: 4) == nil)
    #expect(history.cosine(.layer, row: 3, step: 5) == nil)
    #expect(history.cosine(.layer, row: 3, step: 6) == self.history(1...6).cosine(.layer, row: 3, step: 6))
    let counts = history[.layer].counts[3]
    #expect(counts.defined + counts.undefined == 5)
  }

  @Test func aGapLongerThanTheMemoryBeginsAnew() {
    let history = history([1, 2, 500, 501], capacity: 100)
    #expect(history.firstStep == 500)
    #expect(history.cosine(.layer, row: 0, step: 2) == nil)
    #expect(
      history.cosine(.layer, row: 0, step: 501) == self.history(500...501).cosine(.layer, row: 0, step: 501))
    #expect(history[.layer].counts[0].defined == 3)
  }

  @Test func stepsThatDoNotComeAfterTheLastAreIgnored() {
    #expect(history([1, 2, 3, 3, 2])[.layer].counts == history([1, 2, 3])[.layer].counts)
  }

  @Test func nothingIsKnownOutsideTheSteps() {
    let empty = history([])
    #expect(empty.cosine(.layer, row: 0, step: 0) == nil)
    #expect(empty.cosine(.layer, row: 0, step: 1) == nil)
    #expect(history(1...3).cosine(.layer, row: 0, step: 4) == nil)
  }
}

@Suite struct DecimatedSeriesTests {
  @Test func shortSeriesAreKeptAsTheyAre() {
    var series = DecimatedSeries()
    for step in 1...5 { series.append(Double(step), step: step) }
    #expect(series.points(atMost: 10) == [1, 2, 3, 4, 5])
    #expect(series.points(atMost: 3) == [1.5, 3.5, 5])
    #expect(series.points(atMost: 0) == [])
  }

  @Test func longSeriesAreMeansOfEquallyManySteps() {
    var series = DecimatedSeries()
    for step in 1...20_000 { series.append(Double(step), step: step) }
    #expect(series.stepsPerBucket == 8)
    let points = series.points(atMost: 100)
    // 256 steps a point: the first holds 1...256.
    #expect(points.count == 79)
    #expect(points[0] == 128.5)
    #expect(points[1] == 384.5)
  }

  @Test func valuesThatAreNotFiniteLeaveGaps() {
    var series = DecimatedSeries()
    for (index, value) in [1, .nan, .infinity, 4].enumerated() { series.append(value, step: index + 1) }
    #expect(series.points(atMost: 4) == [1, nil, nil, 4])
    #expect(series.points(atMost: 2) == [1, 4])
  }

  @Test func stepsLeftOutLeaveGaps() {
    var series = DecimatedSeries()
    series.append(1, step: 1)
    series.append(3, step: 3)
    #expect(series.points(atMost: 10) == [1, nil, 3])
  }
}
