import RunModel
import Statistics
import Testing

@testable import Dashboard

@Suite struct LiveTileTests {
  let run = TestRun()

  /// Tiles at every level hold what a recount of single steps gives, however the steps came in.
  @Test(arguments: [0, 1, 3, 6])
  func fractionsAreThoseOfARecount(level: Int) throws {
    let rows = Grouping.layer.rows(of: run.tensors)
    for rule in [TestRule(.paper), TestRule(.discovery)] {
      let key = TileKey(
        quantity: .gradient, grouping: .layer, rule: rule, measure: .cosine, level: level, index: 0)
      let test = PreparedTest(rule: rule, parameters: rows.map(\.parameters))
      var history = DriftHistory(tensors: run.tensors)
      var growing = LiveTile(key, rows: rows.count)
      for step in 1...150 where step != 77 {
        history.append(run.record(step))
        var work = 1_000_000
        if step % 7 == 0 || step == 150 { growing.extend(from: history, work: &work) }
      }
      var whole = LiveTile(key, rows: rows.count)
      var rounds = 0
      while !whole.isComplete(through: 150) && rounds < 1000 {
        var work = 500
        whole.extend(from: history, work: &work)
        rounds += 1
      }
      #expect(rounds > 1, "the work is bounded")
      let pairs = (0...150).map { run.pairs(rows, step: $0) }
      let verdicts = pairs.map(test.verdicts)
      for row in rows.indices {
        for column in 0..<TileKey.columns {
          var cell = HistoryTile.Cell()
          var (sum, count) = (0.0, 0.0)
          let first = 1 + column << level
          for step in first..<first + 1 << level where step <= 150 && step != 77 {
            let verdict = verdicts[step][row]
            cell.defined += verdict == .undefined ? 0 : 1
            cell.aligned += verdict == .aligned ? 1 : 0
            cell.opposed += verdict == .opposed ? 1 : 0
            if let cosine = pairs[step][row].cosine { (sum, count) = (sum + cosine, count + 1) }
          }
          for known in [whole.tile[row, column], growing.tile[row, column]] {
            #expect(
              known.defined == cell.defined && known.aligned == cell.aligned && known.opposed == cell.opposed)
            #expect(count == 0 ? known.mean.isNaN : abs(Double(known.mean) - sum / count) < 1e-6)
          }
        }
      }
    }
  }

  @Test func whatIsForgottenIsNotTakenForUndefined() throws {
    var history = DriftHistory(
      tensors: run.tensors, recorded: RecordedQuantities(), bytes: 1 << 30, limit: 100)
    for step in 1...170 { history.append(run.record(step)) }
    let key = TileKey(
      quantity: .gradient, grouping: .layer, rule: TestRule(), measure: .cosine, level: 2, index: 0)
    var cache = TileCache()
    let isDone = cache.fill([key], from: history, work: 1_000_000)
    #expect(isDone)
    let entry = try #require(cache[key])
    // Steps 71 to 170 are remembered; column 17 holds 69 to 72, column 18 begins with 73.
    #expect(entry.cell(row: 0, column: 17) == nil)
    #expect(entry.cell(row: 0, column: 18)?.defined == 4)
    #expect(entry.cell(row: 0, column: 42)?.defined == 2)
    // What was recorded fills in.
    var recorded = HistoryTile(rows: 41)
    recorded[0, 17] = HistoryTile.Cell(defined: 4, aligned: 1, opposed: 2, mean: 0.5)
    let requests = (1...2).map { _ in cache.request([key], lastStep: 170) }
    #expect(requests == [[key], []], "it is asked for once")
    cache.take(recorded, for: key)
    #expect(cache[key]?.cell(row: 0, column: 17)?.opposed == 2)
    #expect(cache[key]?.cell(row: 0, column: 18)?.defined == 4)
  }
}

@Suite struct TileCacheTests {
  private func key(_ index: Int) -> TileKey {
    TileKey(
      quantity: .gradient, grouping: .layer, rule: TestRule(), measure: .cosine, level: 0, index: index)
  }

  @Test func theLeastRecentlyUsedGoFirst() {
    let tile = 41 * TileKey.columns * MemoryLayout<HistoryTile.Cell>.stride
    var cache = TileCache(bytes: 4 * tile)
    for index in 0..<10 {
      _ = cache.request([key(index)], lastStep: 10_000)
      cache.take(HistoryTile(rows: 41), for: key(index))
      cache.keep([key(index), key(0)]) { _ in 41 }
    }
    #expect((0..<10).filter { cache[key($0)] != nil } == [0, 7, 8, 9])
  }

  @Test func aTileThatGrewIsAskedForAgain() {
    var cache = TileCache()
    func request(_ indices: [Int], _ lastStep: Int) -> [Int] {
      cache.request(indices.map(key), lastStep: lastStep).map(\.index)
    }
    let first = request([0, 1], 40)
    #expect(first == [0], "the second has no step yet")
    cache.take(HistoryTile(rows: 41), for: key(0))
    let again = [request([0], 40), request([0], 41)]
    #expect(again == [[], [0]])
    cache.take(HistoryTile(rows: 41), for: key(0))
    let both = request([0, 1], 100)
    #expect(both == [0, 1])
    cache.take(HistoryTile(rows: 41), for: key(0))
    let whole = request([0], 200)
    #expect(whole == [], "it is whole")
  }
}
