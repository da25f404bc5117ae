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
    history.append(record)
    let row = LayerDescription(name: "two", tensors: [2, 3], parameters: 5)
    let pair = try #require(history.ring.pair(.descent, of: row, step: 1))
    #expect(abs(pair.dot - 5) < 1e-5)
    #expect(pair.squaredNorm == 8)
    #expect(pair.cross == 32)
    #expect(history.ring.pair(.mean, of: row, step: 1) == nil, "it is not recorded")

    for step in 2...9 {
      record = run.record(step)
      record.lags = LagDots(
        dots: run.tensors.indices.flatMap { tensor in LagDots.lags.map { Double(tensor + $0) / 1000 } })
      history.append(record)
    }
    // Two tensors of squared norm 0.04, at the ninth step and the first.
    let estimate = history.ring.lagEstimate(of: row, tensors: run.tensors, lag: 3, step: 9)
    #expect(abs(try #require(estimate).cosine - (0.010 + 0.011) / 0.08) < 1e-5)
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
      let pairs = run.pairs(rows, step: step)
      aligned += test.verdicts(pairs)[0] == .aligned ? 1 : 0
    }
    #expect(track.counts(.layer)[0].aligned == aligned)
    history.count(by: TestRule(.paper, level: 0.1))
    #expect(history.track(rule, on: .gradient) == nil, "only the last one is kept")
    #expect(history.track(TestRule(.exact), on: .gradient) != nil)
  }
}
