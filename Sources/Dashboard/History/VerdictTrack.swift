import RunModel
import Statistics

/// The verdicts of one test on one quantity: those of the last steps one by one, and their counts since `since`.
struct VerdictTrack: Sendable {
  /// The test.
  let rule: TestRule
  /// What it judges.
  let quantity: Quantity
  /// The first step that is counted; nil before it.
  private(set) var since: Int?
  private var newest = 0

  private var groups: [Group]

  /// The most columns of the finest level of the whole run's counts: more than a screen has.
  private static let columns = 512

  /// The rows of one grouping.
  private struct Group: Sendable {
    let set: RowSet
    let test: PreparedTest
    var counts: [VerdictCounts]
    var fronts: [DriftFront]
    var runs: [RunLengths]
    /// The counts of the whole run; where they get too many, the finest level goes.
    var pyramid: ZoomPyramid
    /// A ring with the slots of `StepRing`: the verdicts of a step lie together.
    var verdicts: [Code] = []
  }

  /// A verdict in a byte.
  enum Code: UInt8, Sendable {
    case undefined, random, aligned, opposed

    init(_ verdict: Verdict) {
      self =
        switch verdict {
        case .undefined: .undefined
        case .random: .random
        case .aligned: .aligned
        case .opposed: .opposed
        }
    }

    /// The verdict.
    var verdict: Verdict {
      switch self {
      case .undefined: .undefined
      case .random: .random
      case .aligned: .aligned
      case .opposed: .opposed
      }
    }
  }

  init(_ rule: TestRule, on quantity: Quantity, sets: [RowSet]) {
    self.rule = rule
    self.quantity = quantity
    groups = sets.map { set in
      let test = PreparedTest(rule: rule, parameters: set.parameters)
      return Group(
        set: set, test: test,
        counts: Array(repeating: VerdictCounts(), count: set.count),
        fronts: set.rows.indices.map { DriftFront(rule: test.frontRule(row: $0)) },
        runs: Array(repeating: RunLengths(), count: set.count),
        pyramid: ZoomPyramid(rows: set.count, finest: 4))
    }
  }

  /// The test made ready for the rows of a grouping.
  func test(_ grouping: Grouping) -> PreparedTest { groups[grouping.index].test }

  /// The counts of every row of a grouping since `since`.
  func counts(_ grouping: Grouping) -> [VerdictCounts] { groups[grouping.index].counts }

  /// Where every row of a grouping turned non-random and where that ended.
  func fronts(_ grouping: Grouping) -> [DriftFront] { groups[grouping.index].fronts }

  /// The runs of non-random steps of every row of a grouping.
  func runs(_ grouping: Grouping) -> [RunLengths] { groups[grouping.index].runs }

  /// The counts of every row of a grouping in a column of 2^level steps since `since`; nil where they are not that
  /// fine.
  func counts(_ grouping: Grouping, level: Int, column: Int) -> [ZoomPyramid.Cell]? {
    let group = groups[grouping.index]
    let levels = group.pyramid.availableLevels
    guard since == 1, level >= levels.lowerBound else { return nil }
    return group.set.rows.indices.map { row in
      // Above the last level, which has one column, there is only the first column.
      if level > levels.upperBound && column > 0 { return ZoomPyramid.Cell() }
      return group.pyramid.cell(level: min(level, levels.upperBound), row: row, column: column)
    }
  }

  /// The verdict on a row at the step in a slot.
  func verdict(_ grouping: Grouping, row: Int, slot: Int) -> Code {
    let group = groups[grouping.index]
    return group.verdicts[slot * group.set.count + row]
  }

  /// Takes in a step with the sums of every row of every grouping.
  mutating func append(_ sums: [[PairSums]], step: Int, slot: Int) {
    if since == nil { since = step }
    for index in groups.indices {
      leaveOut(step - newest - 1, group: index)
      let verdicts = groups[index].test.verdicts(sums[index])
      let start = slot * verdicts.count
      let missing = start + verdicts.count - groups[index].verdicts.count
      if missing > 0 {
        groups[index].verdicts += repeatElement(
          .undefined, count: max(missing, groups[index].verdicts.count / 2))
      }
      for (row, verdict) in verdicts.enumerated() {
        groups[index].counts[row].add(verdict: verdict, cosine: sums[index][row].cosine)
        groups[index].fronts[row].append(verdict)
        groups[index].runs[row].append(verdict)
        groups[index].verdicts[start + row] = Code(verdict)
      }
      groups[index].pyramid.append(step: step, verdicts: verdicts, values: sums[index].map(\.cosine))
      if groups[index].pyramid.columns(level: groups[index].pyramid.finest) > Self.columns {
        groups[index].pyramid.dropFinest()
      }
    }
    newest = step
  }

  /// Steps that were never seen count as undefined where steps are counted.
  private mutating func leaveOut(_ steps: Int, group: Int) {
    for _ in 0..<max(0, steps) {
      for row in groups[group].fronts.indices {
        groups[group].fronts[row].append(.undefined)
        groups[group].runs[row].append(.undefined)
      }
    }
  }
}

extension Grouping {
  /// The place among all groupings.
  var index: Int {
    switch self {
    case .tensor: 0
    case .layer: 1
    case .block: 2
    case .network: 3
    }
  }
}
