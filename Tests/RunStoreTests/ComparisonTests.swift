import Foundation
import RunModel
import Statistics
import Testing

@testable import RunStore

struct ComparisonTests {
  private func key(_ grouping: Grouping = .layer, level: Int = 4) -> TileKey {
    TileKey(
      quantity: .gradient, grouping: grouping, rule: TestRule(), measure: .cosine, level: level, index: 0)
  }

  @Test func aRunLessItselfIsNothing() throws {
    let runs = try TemporaryFolder()
    let reader = try RunReader(path: SampleRun().recorded(steps: 40, in: runs.path).path)
    let difference = try RunComparison(reader, reader).difference(key())
    #expect(difference.cells.contains { $0.defined > 0 })
    #expect(
      difference.cells.allSatisfy { $0.aligned == 0 && $0.opposed == 0 && ($0.mean == 0 || $0.defined == 0) })
  }

  @Test func stepsThatOneRunLacksAreLeftOut() throws {
    let runs = try TemporaryFolder()
    let (short, long) = (
      try RunReader(path: SampleRun().recorded(steps: 20, in: runs.path).path),
      try RunReader(path: SampleRun().recorded(steps: 60, in: runs.path).path)
    )
    for comparison in [RunComparison(short, long), RunComparison(long, short)] {
      let difference = try comparison.difference(key())
      #expect(
        difference[0, 0].defined == 15 && difference[0, 1].defined == 4 && difference[0, 2].defined == 0)
      #expect(difference[0, 0].mean == 0 && difference[0, 2].mean.isNaN)
    }
  }

  @Test func networksOfAnotherDepth() throws {
    let runs = try TemporaryFolder()
    let shallow = SampleRun()
    var deep = SampleRun()
    deep.description.tensors = (0..<11).map { TensorDescription(name: "layer\($0).weight", shape: [4, 4]) }
    let comparison = RunComparison(
      try RunReader(path: shallow.recorded(steps: 20, in: runs.path).path),
      try RunReader(path: deep.recorded(steps: 20, in: runs.path).path))
    #expect(comparison.partners(.layer) == [0, 3, 5, 8, 10])
    #expect(comparison.partners(.network) == [0, 0])
    let difference = try comparison.difference(key())
    let (one, other) = (try comparison.first.tile(key()), try comparison.second.tile(key()))
    #expect(difference.rows == 5)
    #expect(difference[1, 0].mean == one[1, 0].mean - other[3, 0].mean)
  }
}
