import RunModel
import Statistics
import Testing

@testable import Dashboard

@Suite struct DriftHistoryTests {
  let run = TestRun()

  private func history(_ steps: some Sequence<Int>, limit: Int = 1000) -> DriftHistory {
    var history = DriftHistory(
      tensors: run.tensors, recorded: RecordedQuantities(), bytes: 1 << 30, limit: limit)
    for step in steps { history.append(run.record(step)) }
    return history
  }

  private func counts(
    _ history: DriftHistory, _ grouping: Grouping, _ rule: TestRule = TestRule()
  ) throws -> [VerdictCounts] {
    try #require(history.track(rule, on: .gradient)).counts(grouping)
  }

  @Test(arguments: Grouping.allCases)
  func cosinesVerdictsAndCountsAreThoseOfTheSums(grouping: Grouping) throws {
    let history = history(1...60)
    for rule in DriftTest.allCases.map({ TestRule($0) }) {
      let rows = grouping.rows(of: run.tensors)
      let test = PreparedTest(rule: rule, parameters: rows.map(\.parameters))
      let track = try #require(history.track(rule, on: .gradient))
      var counts = Array(repeating: VerdictCounts(), count: rows.count)
      for step in 1...60 {
        let record = run.record(step)
        let pairs = try rows.map { try #require(record.pair(.gradient, of: $0)) }
        for (row, verdict) in test.verdicts(pairs).enumerated() {
          counts[row].add(verdict: verdict, cosine: pairs[row].cosine)
          #expect(track.verdict(grouping, row: row, slot: history.ring.slot(of: step)).verdict == verdict)
          let kept = history.ring.pair(.gradient, of: rows[row], step: step)?.cosine
          if let cosine = pairs[row].cosine {
            #expect(abs(try #require(kept) - cosine) < 1e-7)
          } else {
            #expect(kept == nil)
          }
        }
      }
      #expect(track.counts(grouping) == counts)
    }
  }

  @Test func sumsComeBackFromSinglePrecision() throws {
    let history = history(1...20)
    for row in Grouping.layer.rows(of: run.tensors) {
      let exact = row.tensors.map { run.sums(20, $0) }.reduce(DriftSums(), +)
      let kept = history.ring.sums(of: row, step: 20)
      for (a, b) in [
        (exact.dot, kept.dot), (exact.squaredNorm, kept.squaredNorm), (exact.cross, kept.cross),
        (exact.previousSquaredNorm, kept.previousSquaredNorm),
        (exact.updateSquaredNorm, kept.updateSquaredNorm), (exact.weightSquaredNorm, kept.weightSquaredNorm),
      ] {
        #expect(abs(a - b) <= 1e-6 * abs(a) + 1e-9)
      }
    }
  }

  @Test func otherQuantitiesAndLagsAreKept() throws {
    var recorded = RecordedQuantities(quantities: [.update, .descent], lags: true)
    recorded.beta = 0.5
    var history = DriftHistory(tensors: run.tensors, recorded: recorded, bytes: 1 << 30, limit: 100)
    var record = run.record(1)
    let sums = run.tensors.indices.map {
      PairSums(dot: Double($0), squaredNorm: 4, otherSquaredNorm: 9, cross: 16)
    }
    record.others = [QuantitySums(.descent, sums: sums)]
    let lags = run.tensors.indices.flatMap { tensor in LagDots.lags.map { Double(tensor * 100 + $0) } }
    record.lags = LagDots(dots: lags)
    history.append(record)
    let row = LayerDescription(name: "two", tensors: [2, 3], parameters: 5)
    let pair = try #require(history.ring.pair(.descent, of: row, step: 1))
    #expect(abs(pair.dot - 5) < 1e-5)
    #expect(pair.squaredNorm == 8)
    #expect(pair.cross == 32)
    #expect(history.ring.pair(.mean, of: row, step: 1) == nil, "it is not recorded")
    #expect(history.ring.lagDot(of: row, lag: 3, step: 1) == 516)
  }

  @Test func theFirstStepIsUndefined() throws {
    let history = history(1...1)
    let row = Grouping.layer.rows(of: run.tensors)[0]
    #expect(history.ring.pair(.gradient, of: row, step: 1)?.cosine == nil)
    #expect(try counts(history, .layer)[0].undefined == 1)
    #expect(try counts(history, .layer)[0].nonRandomShare == nil)
  }

  @Test func onlyTheLastStepsAreKeptAndAllAreCounted() throws {
    let short = history(1...250, limit: 100)
    let long = history(1...250, limit: 1000)
    #expect(short.firstStep == 151)
    #expect(short.lastStep == 250)
    let row = Grouping.tensor.rows(of: run.tensors)[5]
    for step in 1...250 {
      #expect(short.ring.holds(step) == (step >= 151))
      guard step >= 151 else { continue }
      #expect(
        short.ring.pair(.gradient, of: row, step: step) == long.ring.pair(.gradient, of: row, step: step))
    }
    #expect(try counts(short, .tensor) == counts(long, .tensor))
  }

  @Test func theRingIsNoLargerThanItMayBe() {
    let history = DriftHistory(
      tensors: run.tensors, recorded: RecordedQuantities(), bytes: 1 << 20, limit: 1 << 20)
    #expect(history.ring.capacity == (1 << 20) / (4 * 6 * 62))
  }

  @Test func stepsLeftOutAreUndefinedAndNotCounted() throws {
    let history = history([1, 2, 3, 6, 7])
    #expect(!history.ring.holds(4))
    #expect(!history.ring.holds(5))
    #expect(history.ring.holds(6))
    let counts = try counts(history, .layer)[3]
    #expect(counts.defined + counts.undefined == 5)
  }

  @Test func aGapLongerThanTheMemoryLeavesNothingBefore() throws {
    let history = history([1, 2, 500, 501], limit: 100)
    #expect(!history.ring.holds(2))
    #expect(!history.ring.holds(450))
    #expect(history.ring.holds(500) && history.ring.holds(501))
    #expect(try counts(history, .layer)[0].defined == 3)
  }

  @Test func stepsThatDoNotComeAfterTheLastAreIgnored() throws {
    #expect(try counts(history([1, 2, 3, 3, 2]), .layer) == counts(history([1, 2, 3]), .layer))
  }

  @Test func aRunMayBeginAtALaterStep() {
    let history = history(5000...5010, limit: 100)
    #expect(history.firstStep == 5000)
    #expect(history.ring.holds(5000) && !history.ring.holds(4999))
  }

  @Test func aLevelOfOnesOwnIsCountedFromWhatIsRemembered() throws {
    var history = history(1...250, limit: 100)
    let rule = TestRule(.exact, level: 0.2)
    #expect(history.track(rule, on: .gradient) == nil)
    history.count(by: rule)
    for step in 251...260 { history.append(run.record(step)) }
    let track = try #require(history.track(rule, on: .gradient))
    #expect(track.since == 151)
    let rows = Grouping.layer.rows(of: run.tensors)
    let test = PreparedTest(rule: rule, parameters: rows.map(\.parameters))
    var aligned = 0
    for step in 151...260 {
      let pairs = try rows.map { try #require(run.record(step).pair(.gradient, of: $0)) }
      aligned += test.verdicts(pairs)[0] == .aligned ? 1 : 0
    }
    #expect(track.counts(.layer)[0].aligned == aligned)
    history.count(by: TestRule(.paper, level: 0.1))
    #expect(history.track(rule, on: .gradient) == nil, "only the last one is kept")
    #expect(history.track(TestRule(.exact), on: .gradient) != nil)
  }
}

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
      for row in rows.indices {
        for column in 0..<TileKey.columns {
          var cell = HistoryTile.Cell()
          var (sum, count) = (0.0, 0.0)
          let first = 1 + column << level
          for step in first..<first + 1 << level where step <= min(150, 64 << level) && step != 77 {
            let pairs = try rows.map { try #require(run.record(step).pair(.gradient, of: $0)) }
            let verdict = test.verdicts(pairs)[row]
            cell.defined += verdict == .undefined ? 0 : 1
            cell.aligned += verdict == .aligned ? 1 : 0
            cell.opposed += verdict == .opposed ? 1 : 0
            if let cosine = pairs[row].cosine { (sum, count) = (sum + cosine, count + 1) }
          }
          for tile in [whole.tile, growing.tile] {
            let known = tile[row, column]
            #expect(
              known.defined == cell.defined && known.aligned == cell.aligned && known.opposed == cell.opposed)
            #expect(count == 0 ? known.mean.isNaN : abs(Double(known.mean) - sum / count) < 1e-6)
          }
        }
        if level == 3 { break }
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
