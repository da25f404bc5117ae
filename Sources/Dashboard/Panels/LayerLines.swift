import Foundation
import RunModel
import Statistics
import TerminalUI

/// The sidebar's lines about the selected layer at the step that is looked at.
struct LayerLines {
  let state: DashboardState

  /// Screens higher than this have room for what is known of every step besides its cosine.
  private static let tallScreen = 56

  /// A line, and what it gives way to: of lines that have no room together the highest rank goes first.
  private typealias Ranked = (rank: Int, line: SidebarPanel.Line)

  /// The lines that matter most, at most so many.
  func lines(atMost room: Int = .max) -> [SidebarPanel.Line] {
    var lines = ranked
    while lines.count > room, let highest = lines.map(\.rank).max(), highest > 0 {
      lines.removeAll { $0.rank == highest }
    }
    return lines.map(\.line)
  }

  private var ranked: [Ranked] {
    guard let row = state.selectedLayer, let rows = state.rowSet else { return [] }
    let signs = Signs(state.capabilities)
    let style = ValueInk(state.capabilities).style(verdict)
    let shares = state.shares(ofRow: row)
    func line(_ rank: Int, _ name: String, _ value: String, _ style: Style = Style()) -> Ranked {
      (rank, .value(name, StyledLine(value, style), key: nil))
    }
    let sums = state.sums(ofRow: row, step: state.lookedAt)
    let cosine = pair?.cosine.map { signs.fixed($0, decimals: 4, signed: true) } ?? signs.dash
    let first =
      state.time.cursor.map { line(0, "at step", signs.grouped($0), Style(.accent)) }
      ?? line(3, "n", signs.grouped(rows.rows[row].parameters))
    var lines: [Ranked] = [
      (0, .rule(rows.rows[row].name)), first, line(2, boundName, boundText), line(0, "cos", cosine, style),
      line(isBySigns ? 0 : 7, "z of signs", z.map(signs.significant) ?? signs.dash), line(0, pName, pText),
      line(0, "verdict", verdict.rawValue, style),
    ]
    if state.height >= Self.tallScreen || state.time.cursor != nil {
      lines += verdictLines.map { (8, $0) } + factLines.map { (9, $0) }
    }
    lines += [
      line(5, "|g|", sums.map { signs.significant($0.gradientNorm) } ?? signs.dash),
      line(6, "|u|/|w|", sums?.updateToWeightRatio.map(signs.significant) ?? signs.dash),
    ]
    if rows.isControl[row] { lines.append(line(1, "claimed", claim)) }
    return lines
      + [Verdict.aligned, .random, .opposed].map { (4, .bar($0, share: shares?.share(of: $0))) }
  }

  /// The sums that are judged; nil where they are not known.
  var pair: PairSums? {
    state.selectedLayer.flatMap { state.pair(ofRow: $0, step: state.lookedAt) }
  }

  /// What the test in force says.
  var verdict: Verdict { verdict(by: state.rule.test) }

  /// What a test says of the selected row; a discovery rate needs all rows of the step.
  func verdict(by test: DriftTest) -> Verdict {
    guard let rows = state.rowSet, let row = state.selectedLayer, pair != nil, let test = state.test(test)
    else { return .undefined }
    return test.verdicts(rows.rows.indices.map { state.pair(ofRow: $0, step: state.lookedAt) ?? PairSums() })[
      row]
  }

  /// z of the sign-flip test.
  var z: Double? { pair.flatMap(SignFlip.z) }

  private var isBySigns: Bool { state.rule.test == .signFlip }

  /// Which p-value `logP` is: that of the test in force, for the paper's that of the exact null, which it bounds.
  var pName: String { isBySigns ? "p at most" : "p exact" }

  /// The p-value in words.
  var pText: String {
    let signs = Signs(state.capabilities)
    return logP.map { signs.probability(log10: $0) } ?? signs.dash
  }

  /// log₁₀ of the p-value that `pName` names.
  var logP: Double? {
    if isBySigns { return z.map { SignFlip.logP(z: $0) / log(10) } }
    guard let row = state.selectedLayer, let rows = state.rowSet, let cosine = pair?.cosine else {
      return nil
    }
    return ExactNull.logP(cosine: cosine, parameters: rows.parameters[row]) / log(10)
  }

  private var boundName: String { isBySigns ? "|z| bound" : Signs(state.capabilities).tau }

  private var boundText: String {
    guard let row = state.selectedLayer, let test = state.test else { return "" }
    let bound = Signs(state.capabilities).significant(test.bound(row: row))
    return state.rule.test == .discovery ? "\(bound) or more" : bound
  }

  /// The verdicts of the tests that are not in force.
  private var verdictLines: [SidebarPanel.Line] {
    [.subtitle("by other tests")]
      + DriftTest.allCases.filter { $0 != state.rule.test }.map { test in
        let verdict = verdict(by: test)
        return .value(
          test.title, StyledLine(verdict.rawValue, ValueInk(state.capabilities).style(verdict)), key: nil)
      }
  }

  private var factLines: [SidebarPanel.Line] {
    let signs = Signs(state.capabilities)
    let facts = state.facts(of: state.lookedAt)
    let rule = state.optimizer(at: state.lookedAt).rule
    return [
      .value("loss", StyledLine(facts.map { signs.loss($0.loss) } ?? signs.dash), key: nil),
      .value("lr then", StyledLine(facts.map { signs.significant($0.learningRate) } ?? signs.dash), key: nil),
      .value("by", StyledLine(rule.shortTitle), key: nil),
    ]
  }

  /// How many of the control's steps the test claims to call non-random at most.
  private var claim: String {
    guard let row = state.selectedLayer, let rows = state.rowSet else { return "" }
    return
      "\(Signs(state.capabilities).significant(exp(state.rule.logLevel(parameters: rows.parameters[row])))) at most"
  }
}
