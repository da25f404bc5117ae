import Testing

@testable import Dashboard

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
