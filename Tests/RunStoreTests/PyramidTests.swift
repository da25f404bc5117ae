import Foundation
import RunModel
import Statistics
import Testing

@testable import RunStore

/// The stored pyramid against a plain recount of the steps.
struct PyramidTests {
  /// The tile, counted step by step with nothing but the tests themselves.
  private func recount(_ key: TileKey, _ sample: SampleRun, steps: Int) -> HistoryTile {
    let rows = key.grouping.rows(of: sample.description.tensors)
    let test = PreparedTest(rule: key.rule, parameters: rows.map(\.parameters))
    var tile = HistoryTile(rows: rows.count)
    for column in 0..<TileKey.columns {
      let first = key.steps.lowerBound + column << key.level
      var values = Array(repeating: [Double](), count: rows.count)
      for step in first..<first + 1 << key.level where step <= steps {
        let record = sample.record(step)
        let pairs = rows.map { record.pair(key.quantity, of: $0)! }
        let verdicts = test.verdicts(pairs)
        for (row, layer) in rows.enumerated() {
          if pairs[row].cosine != nil { tile[row, column].defined += 1 }
          if verdicts[row] == .aligned { tile[row, column].aligned += 1 }
          if verdicts[row] == .opposed { tile[row, column].opposed += 1 }
          let sums = layer.tensors.reduce(DriftSums()) { $0 + record.sums[$1] }
          let value: Double? =
            switch key.measure {
            case .cosine: pairs[row].cosine
            case .relative: test.relative(row: row, pairs[row])
            case .logP:
              pairs[row].cosine.map { ExactNull.logP(cosine: $0, parameters: layer.parameters) / log(10) }
            case .gradientNorm: log10(sums.gradientNorm)
            case .updateToWeight: sums.updateToWeightRatio.map { log10($0) }
            }
          if let value { values[row].append(value) }
        }
      }
      for row in rows.indices where !values[row].isEmpty {
        tile[row, column].mean = Float(values[row].reduce(0, +) / Double(values[row].count))
      }
    }
    return tile
  }

  private func compare(_ tile: HistoryTile, _ expected: HistoryTile, _ key: TileKey) {
    #expect(tile.rows == expected.rows)
    for (cell, other) in zip(tile.cells, expected.cells) {
      let isSame =
        cell.defined == other.defined && cell.aligned == other.aligned && cell.opposed == other.opposed
        && (cell.mean.isNaN && other.mean.isNaN
          || abs(cell.mean - other.mean) <= 1e-6 * max(1, abs(other.mean)))
      #expect(isSame, "\(key): \(cell) \(other)")
      if !isSame { return }
    }
  }

  /// Means that no steps can have are refused; a cosine of 1, whose p-value is 0, is one that they can have.
  @Test func means() {
    var cell = PyramidCell()
    (cell.defined, cell.signed, cell.normed, cell.updated) = (16, 16, 16, 16)
    (cell.cosine, cell.logP) = (16, -.infinity)
    let level = 4
    func isTaken(_ cell: PyramidCell) -> Bool {
      PyramidCell.cells(PyramidCell.bytes(of: [cell], level: level), rows: 1, level: level) != nil
    }
    #expect(isTaken(cell))
    let places: [WritableKeyPath<PyramidCell, Double>] = [
      \.cosine, \.z, \.logP, \.gradientNorm, \.updateToWeight,
    ]
    for place in places {
      for value in [Double.infinity, .nan] {
        var impossible = cell
        impossible[keyPath: place] = value
        #expect(!isTaken(impossible), "\(place) \(value)")
      }
    }
    for cosine in [1e38, -1e38, 1.001, -1.001] {
      var impossible = cell
      impossible.cosine = 16 * cosine
      #expect(!isTaken(impossible), "\(cosine)")
    }
  }

  @Test(arguments: [1, 15, 16, 17, 1000, 1088]) func everyLevel(steps: Int) throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun(recorded: RecordedQuantities(quantities: [.update]))
    let reader = try RunReader(path: sample.recorded(steps: steps, in: runs.path).path)
    var tests = DriftTest.allCases[...]
    var measures = Measure.allCases[...]
    for level in 0...11 {
      for grouping in Grouping.allCases {
        // Every test and measure comes with every other in turn, without the time that all pairs would take.
        let rule = TestRule(tests.popFirst() ?? .paper)
        let measure = measures.popFirst() ?? .cosine
        if tests.isEmpty { tests = DriftTest.allCases[...] }
        if measures.isEmpty { measures = Measure.allCases[...] }
        for index in [0, 1] {
          let key = TileKey(
            quantity: index == 0 ? .gradient : .update, grouping: grouping, rule: rule, measure: measure,
            level: level, index: index)
          compare(try reader.tile(key), recount(key, sample, steps: steps), key)
        }
      }
    }
  }

  @Test func levelsOfTheUsersChoice() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let reader = try RunReader(path: sample.recorded(steps: 300, in: runs.path).path)
    for test in DriftTest.allCases {
      let key = TileKey(
        quantity: .gradient, grouping: .layer, rule: TestRule(test, level: 0.2), measure: .relative, level: 3,
        index: 0)
      compare(try reader.tile(key), recount(key, sample, steps: 300), key)
    }
  }

  @Test func whatIsNotThereIsEmpty() throws {
    let runs = try TemporaryFolder()
    let reader = try RunReader(path: SampleRun().recorded(steps: 20, in: runs.path).path)
    for (quantity, level, index) in [
      (Quantity.mean, 4, 0), (.gradient, 0, 9), (.gradient, 60, 0), (.gradient, 4, -1),
    ] {
      let key = TileKey(
        quantity: quantity, grouping: .tensor, rule: TestRule(), measure: .cosine, level: level, index: index)
      let tile = try reader.tile(key)
      #expect(tile.rows == 8)
      #expect(tile.cells.allSatisfy { $0.defined == 0 && $0.mean.isNaN })
    }
  }

  @Test func bytesKeepCounts() throws {
    var cell = PyramidCell()
    cell.defined = 40_000
    cell.aligned = [1, 2, 3, 40_000]
    cell.opposed = [39_999, 0, 7, 0]
    cell.signed = 5
    cell.z = 10
    cell.cosine = -400
    for level in [16, 18] {
      let bytes = PyramidCell.bytes(of: [cell, PyramidCell()], level: level)
      let read = try #require(PyramidCell.cells(bytes, rows: 2, level: level))
      #expect(read[0].aligned == cell.aligned && read[0].opposed == cell.opposed && read[0].defined == 40_000)
      #expect(read[0].mean(.cosine, test: .paper, bound: 1) == -0.01)
      #expect(read[0].mean(.relative, test: .signFlip, bound: 4) == 0.5)
      #expect(read[1] == PyramidCell())
      #expect(PyramidCell.cells(bytes, rows: 3, level: level) == nil)
      #expect(PyramidCell.cells(bytes, rows: 2, level: 4) == nil)
    }
    #expect(PyramidCell.cells(PyramidCell.bytes(of: [cell], level: 4), rows: 1, level: 4) == nil)
  }
}
