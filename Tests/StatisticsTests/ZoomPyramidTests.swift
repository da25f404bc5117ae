import RunModel
import Statistics
import Testing

/// Every count of the pyramid against recounting from the verdicts themselves.
struct ZoomPyramidTests {
  private struct Step {
    var number: Int
    var verdicts: [Verdict]
    var values: [Double?]
  }

  private func steps(_ count: Int, rows: Int, leavingOut: Double) -> [Step] {
    var random = SeededGenerator(seed: 7)
    return (1...count).compactMap { number in
      if random.uniform() < leavingOut { return nil }
      let verdicts = (0..<rows).map { _ in Verdict.allCases[random.integer(below: 4)] }
      // A value may exist where the verdict does not, and the other way round.
      let values = (0..<rows).map { _ in random.uniform() < 0.2 ? nil : random.normal() }
      return Step(number: number, verdicts: verdicts, values: values)
    }
  }

  private func pyramid(_ steps: [Step], rows: Int, finest: Int = 0) -> ZoomPyramid {
    var pyramid = ZoomPyramid(rows: rows, finest: finest)
    for step in steps {
      pyramid.append(step: step.number, verdicts: step.verdicts, values: step.values)
    }
    return pyramid
  }

  private func matches(
    _ cell: ZoomPyramid.Cell, _ steps: [Step], row: Int, in range: Range<Int>
  ) -> Bool {
    let inside = steps.filter { range.contains($0.number) }
    let verdicts = inside.map { $0.verdicts[row] }
    let values = inside.compactMap { $0.values[row] }
    return cell.aligned == verdicts.count { $0 == .aligned }
      && cell.opposed == verdicts.count { $0 == .opposed }
      && cell.defined == verdicts.count { $0 != .undefined } && cell.valued == values.count
      && abs(cell.sum - values.reduce(0, +)) < 1e-12
  }

  @Test(arguments: [
    (1, 0.0, 0), (2, 0, 0), (64, 0, 0), (65, 0, 0), (300, 0.3, 0), (300, 0.9, 0), (300, 0, 3),
  ])
  func everyLevelIsARecount(count: Int, leavingOut: Double, finest: Int) {
    let rows = 3
    let steps = steps(count, rows: rows, leavingOut: leavingOut)
    let pyramid = pyramid(steps, rows: rows, finest: finest)
    #expect(pyramid.steps == steps.last?.number ?? 0)
    #expect(pyramid.columns(level: pyramid.availableLevels.upperBound) == 1)
    for level in pyramid.availableLevels {
      let columns = pyramid.columns(level: level)
      #expect(columns == ((pyramid.steps - 1) >> level) + 1)
      for column in 0...columns {
        let range = 1 + column << level..<1 + (column + 1) << level
        for row in 0..<rows {
          let cell = pyramid.cell(level: level, row: row, column: column)
          #expect(matches(cell, steps, row: row, in: range), "level \(level), column \(column)")
        }
      }
    }
  }

  @Test func anyRangeIsARecount() {
    var random = SeededGenerator(seed: 8)
    let steps = steps(200, rows: 2, leavingOut: 0.1)
    for finest in [0, 2] {
      let pyramid = pyramid(steps, rows: 2, finest: finest)
      for _ in 0..<300 {
        let bounds = (0..<2).map { _ in 1 + random.integer(below: 260 >> finest) << finest }
        let range = bounds.min()!..<bounds.max()!
        #expect(matches(pyramid.cell(row: 1, steps: range), steps, row: 1, in: range), "\(range)")
      }
    }
  }

  /// What is left after the finest levels have gone is what a coarser pyramid would hold, and goes on so.
  @Test func theFinestLevelCanGo() {
    let steps = steps(200, rows: 3, leavingOut: 0.1)
    var thinned = pyramid(Array(steps.prefix(100)), rows: 3)
    thinned.dropFinest()
    thinned.dropFinest()
    for step in steps.dropFirst(100) {
      thinned.append(step: step.number, verdicts: step.verdicts, values: step.values)
    }
    #expect(thinned == pyramid(steps, rows: 3, finest: 2))
  }

  @Test func sharesAndMeansOfACell() {
    var cell = ZoomPyramid.Cell()
    #expect(cell.mean == nil && cell.nonRandomShare == nil)
    cell.add(.aligned, value: 0.5)
    cell.add(.random, value: .nan)
    cell.add(.random, value: .infinity)
    cell.add(.opposed, value: -0.25)
    cell.add(.undefined, value: nil)
    #expect(cell.mean == 0.125)
    #expect(cell.nonRandomShare == 0.5)
  }
}
