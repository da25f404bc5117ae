import RunModel
import Statistics

/// The statements' numbers, for one group of runs and one grouping.
struct Question {
  typealias Answer = (measures: [Finding.Measure], outcome: Outcome)

  let group: RunGroup
  let grouping: Grouping
  let places: LayerPlaces
  let layers: LayerKind

  /// The rows that are looked at.
  private var rows: Set<Int> { layers == .all ? Set(places.rows.indices) : places.withWeights }

  /// The mean share of non-random steps in the named rows and in the others, rows weighing alike.
  ///
  /// A residual block as a whole always has a skip connection's end, so that by block only the literal reading says
  /// anything.
  func skipOrOutput(_ test: DriftTest, isLiteral: Bool) -> Answer? {
    guard isLiteral || grouping != .block else { return nil }
    let skips = isLiteral ? places.onSkipConnections : places.atSkipConnections
    let named = places.nearOutput(last: 0.25).union(skips).intersection(rows)
    let others = rows.subtracting(named)
    guard !named.isEmpty, !others.isEmpty,
      let near = group.estimate({ meanShare($0, test, named) }),
      let far = group.estimate({ meanShare($0, test, others) }),
      let difference = group.estimate({ run in
        meanShare(run, test, named).flatMap { near in meanShare(run, test, others).map { near - $0 } }
      }),
      let superiority = group.estimate({ superiority($0, test, named, others) })
    else { return nil }
    return (
      [
        .init("non-random steps, named rows", near), .init("non-random steps, other rows", far),
        .init("difference", difference), .init("chance that a named row has the greater share", superiority),
      ], .of(above: [near], below: [far])
    )
  }

  /// The share of hidden rows whose mean cosine lies within 0.05, or within the bound of a test for one step.
  func meanNearZero(_ test: DriftTest?) -> Answer? {
    let hidden = places.hidden.intersection(rows)
    guard !hidden.isEmpty,
      let near = group.estimate({ run in
        let means = run.tally(grouping).meanCosines
        let isNear = hidden.filter { row in means[row].map { abs($0) <= limit(row, test) } ?? false }
        return Double(isNear.count) / Double(hidden.count)
      }),
      let magnitude = group.estimate({ run in
        let means = run.tally(grouping).meanCosines
        return mean(hidden.sorted().compactMap { means[$0].map(abs) })
      })
    else { return nil }
    return (
      [.init("hidden rows near zero", near), .init("mean |mean cosine|", magnitude, isShare: false)],
      .of(above: [near])
    )
  }

  /// The share of all non-random cells that the last rows have.
  func primarilyOutput(_ test: DriftTest, last share: Double) -> Answer? {
    let rows = rows.sorted()
    let near = places.nearOutput(last: share).intersection(rows)
    let even = Double(near.count) / Double(rows.count)
    guard
      let found = group.estimate({ run in
        let counts = run.tally(grouping).counts(test).map { Double($0.aligned + $0.opposed) }
        let all = rows.reduce(0) { $0 + counts[$1] }
        return all > 0 ? near.reduce(0) { $0 + counts[$1] } / all : nil
      }),
      let correlation = group.estimate({ run in
        let counts = run.tally(grouping).counts(test)
        return RankCorrelation.spearman(rows.map { Double($0) }, rows.map { counts[$0].nonRandomShare ?? 0 })
      })
    else { return nil }
    return (
      [
        .init("non-random cells near the output", found), .init("rows near the output", SeedEstimate([even])),
        .init("rank correlation of depth and share", correlation, isShare: false),
      ], .of(above: [found])
    )
  }

  private func limit(_ row: Int, _ test: DriftTest?) -> Double {
    guard let test else { return 0.05 }
    let parameters = places.rows[row].parameters
    return PreparedTest(rule: TestRule(test), parameters: [parameters]).threshold(row: 0) ?? 0
  }

  private func meanShare(_ run: RunDigest, _ test: DriftTest, _ rows: Set<Int>) -> Double? {
    let counts = run.tally(grouping).counts(test)
    return mean(rows.sorted().compactMap { counts[$0].nonRandomShare })
  }

  /// Pr(share of a named row > share of another) + ½ Pr(equal), of one row each drawn at random (Vargha and Delaney
  /// 2000).
  private func superiority(
    _ run: RunDigest, _ test: DriftTest, _ named: Set<Int>, _ others: Set<Int>
  ) -> Double? {
    let shares = run.tally(grouping).counts(test).map(\.nonRandomShare)
    let pairs = named.flatMap { a in others.map { b in (shares[a], shares[b]) } }
    return mean(
      pairs.compactMap { pair in
        guard case let (a?, b?) = pair else { return nil }
        return a > b ? 1 : a == b ? 0.5 : 0
      })
  }

  private func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
