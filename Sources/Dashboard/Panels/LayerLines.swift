import Foundation
import RunModel
import Statistics
import TerminalUI

/// The sidebar's lines about the selected layer at the step that is looked at.
struct LayerLines {
  let state: DashboardState

  /// Screens lower than this have room only for what matters most.
  private static let lowScreen = 34
  /// Screens higher than this have room for all.
  private static let tallScreen = 56

  var lines: [SidebarPanel.Line] {
    guard let row = state.selectedLayer, let rows = state.rowSet else { return [] }
    let signs = Signs(state.capabilities)
    let style = ValueInk(state.capabilities).style(verdict)
    let shares = state.shares(ofRow: row)
    func line(_ name: String, _ value: String, _ style: Style = Style()) -> SidebarPanel.Line {
      .value(name, StyledLine(value, style), key: nil)
    }
    let sums = state.sums(ofRow: row, step: state.lookedAt)
    let cosine = pair?.cosine.map { signs.fixed($0, decimals: 4, signed: true) } ?? signs.dash
    let first =
      state.time.cursor.map { line("at step", signs.grouped($0), Style(.accent)) }
      ?? line("n", signs.grouped(rows.rows[row].parameters))
    var lines: [SidebarPanel.Line] = [
      .rule(rows.rows[row].name), first, line(boundName, boundText), line("cos", cosine, style),
    ]
    let isLow = state.height < Self.lowScreen
    if !isLow { lines.append(line("z", z.map(signs.significant) ?? signs.dash)) }
    if !isLow { lines.append(line("p", logP.map { signs.probability(log10: $0) } ?? signs.dash)) }
    lines.append(line("verdict", verdict.rawValue, style))
    let isTall = state.height >= Self.tallScreen
    if isTall || !isLow && state.time.cursor != nil { lines += verdictLines + factLines }
    lines += [
      line("|g|", sums.map { signs.significant($0.gradientNorm) } ?? signs.dash),
      line("|u|/|w|", sums?.updateToWeightRatio.map(signs.significant) ?? signs.dash),
    ]
    if rows.isControl[row] { lines.append(line("claimed", claim)) }
    return lines
      + [Verdict.aligned, .random, .opposed].map { .bar($0, share: shares?.share(of: $0)) }
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

  /// log₁₀ of the exact p-value.
  var logP: Double? {
    guard let row = state.selectedLayer, let rows = state.rowSet, let cosine = pair?.cosine else {
      return nil
    }
    return ExactNull.logP(cosine: cosine, parameters: rows.parameters[row]) / log(10)
  }

  private var boundName: String { state.rule.test == .signFlip ? "|z| bound" : Signs(state.capabilities).tau }

  private var boundText: String {
    guard let row = state.selectedLayer, let test = state.test else { return "" }
    let bound = Signs(state.capabilities).significant(test.bound(row: row))
    return state.rule.test == .discovery ? "\(bound) or more" : bound
  }

  /// The verdicts of the tests that are not in force.
  private var verdictLines: [SidebarPanel.Line] {
    DriftTest.allCases.filter { $0 != state.rule.test }.map { test in
      let verdict = verdict(by: test)
      return .value(
        test.title, StyledLine(verdict.rawValue, ValueInk(state.capabilities).style(verdict)), key: nil)
    }
  }

  private var factLines: [SidebarPanel.Line] {
    let signs = Signs(state.capabilities)
    let facts = state.facts(of: state.lookedAt)
    return [
      .value("loss", StyledLine(facts.map { signs.fixed($0.loss, decimals: 3) } ?? signs.dash), key: nil),
      .value("lr then", StyledLine(facts.map { signs.significant($0.learningRate) } ?? signs.dash), key: nil),
    ]
  }

  /// How many of the control's steps the test claims to call non-random at most.
  private var claim: String {
    guard let row = state.selectedLayer, let rows = state.rowSet else { return "" }
    return
      "\(Signs(state.capabilities).significant(exp(state.rule.logLevel(parameters: rows.parameters[row])))) at most"
  }
}
