import Foundation
import RunModel
import Statistics
import TerminalUI

/// What is known of the selected layer, in words: the step that is looked at first, then what it did lately, then
/// over the whole run.
struct FactLines {
  let state: DashboardState
  let rows: RowSet

  /// The lines where nothing special is recorded.
  static let usualCount = 15
  private static let nameWidth = 13

  func draw(in rect: Rect, of buffer: inout Buffer) {
    guard let row = state.selectedLayer else { return }
    let name = rows.rows[row].name.truncatedInMiddle(to: rect.width - 6, state.capabilities)
    buffer.box(rect, titles: BoxTitles(title: name), capabilities: state.capabilities)
    let inside = rect.inset(horizontal: 2, vertical: 1)
    for (index, line) in lines(row).prefix(inside.height).enumerated() {
      buffer.put(line.0, x: inside.x, y: inside.y + index, style: Style(.dim), maxWidth: Self.nameWidth - 1)
      let room = inside.width - Self.nameWidth
      buffer.put(
        line.1.truncated(to: room, state.capabilities), x: inside.x + Self.nameWidth, y: inside.y + index,
        maxWidth: room)
    }
  }

  private var signs: Signs { Signs(state.capabilities) }

  private func lines(_ row: Int) -> [(String, StyledLine)] {
    let layer = LayerLines(state: state)
    let cosines = state.recentCosines(ofRow: row)
    var lines: [(String, StyledLine)] = [
      ("step", StyledLine(signs.grouped(state.lookedAt), Style(state.time.cursor == nil ? .text : .accent))),
      ("cos", number(layer.pair?.cosine, signed: true)),
      ("verdict", verdict(layer, state.rule.test)),
      (layer.pName, StyledLine(layer.pText)), ("z of signs", number(layer.z)),
    ]
    lines += DriftTest.allCases.filter { $0 != state.rule.test }.map {
      ("by \($0.title)", verdict(layer, $0))
    }
    lines += [("non-random", shares(row)), ("runs", runs(row)), ("drift", drift(row))]
    if state.quantity == .gradient { lines.append(("noise scale", noiseScale(cosines))) }
    let sums = state.sums(ofRow: row, step: state.lookedAt)
    lines.append(("|g|", number(sums?.gradientNorm)))
    lines.append(("|u|/|w|", number(sums?.updateToWeightRatio)))
    if let lags = state.lagProfile(ofRow: row) { lines.insert(("lags", lagProfile(lags)), at: 8) }
    if rows.isControl[row] { lines.insert(contentsOf: control(row), at: 3) }
    return lines
  }

  private func number(_ value: Double?, signed: Bool = false) -> StyledLine {
    StyledLine(value.map { (signed && $0 > 0 ? "+" : "") + signs.significant($0) } ?? signs.dash)
  }

  private func verdict(_ layer: LayerLines, _ test: DriftTest) -> StyledLine {
    let verdict = layer.verdict(by: test)
    return StyledLine(verdict.rawValue, ValueInk(state.capabilities).style(verdict))
  }

  private func shares(_ row: Int) -> StyledLine {
    guard let shares = state.shares(ofRow: row), let all = shares.nonRandom else {
      return StyledLine(signs.dash)
    }
    // Layers that the heatmap shows as equals are told apart here.
    func percent(_ share: Double) -> String { signs.percent(share, decimals: 1) }
    let aligned = shares.share(of: .aligned).map(percent) ?? signs.dash
    let opposed = shares.share(of: .opposed).map(percent) ?? signs.dash
    return StyledLine("\(percent(all)), +\(aligned) \(signs.minus)\(opposed)")
  }

  /// How long the row stays non-random.
  private func runs(_ row: Int) -> StyledLine {
    let runs = state.runs(ofRow: row)
    guard let mean = runs.mean, let longest = runs.longest else {
      return StyledLine(signs.dash)
    }
    return StyledLine("mean \(signs.significant(mean)), longest \(signs.grouped(longest.count))")
  }

  /// The first and the last change between random and non-random.
  private func drift(_ row: Int) -> StyledLine {
    guard let phases = state.phases(ofRow: row) else {
      let about = state.isOnsetExact ? "" : signs.about
      return StyledLine(
        state.onset(ofRow: row).map { "since \(about)\(signs.grouped($0))" } ?? signs.dash)
    }
    guard let first = phases.first, let last = phases.last else {
      return StyledLine("not yet non-random")
    }
    var text = "since \(signs.grouped(first.start))"
    if phases.count > 1 {
      text = "first \(signs.grouped(first.start)), last \(signs.grouped(last.end ?? last.start))"
    } else if let end = first.end {
      text = "\(signs.grouped(first.start)) to \(signs.grouped(end - 1))"
    }
    return StyledLine(text)
  }

  private func noiseScale(_ cosines: [Double?]) -> StyledLine {
    let batch = state.run?.configuration.batchSize ?? state.configuration.batchSize
    switch NoiseScale(cosines: cosines, batchSize: batch) {
    case .estimate(let images, let error):
      return StyledLine("\(signs.significant(images)) \(signs.plusMinus) \(signs.significant(error)) images")
    case .notClearlyPositive: return StyledLine("none: mean cos not positive", Style(.dim))
    case .tooFewSteps(let steps):
      return StyledLine("after \(NoiseScale.fewestSteps) steps; now \(steps)", Style(.dim))
    }
  }

  /// Cosines at the lags, and the greatest of their standard errors, which are about the same.
  private func lagProfile(_ lags: [LagCosines.Estimate?]) -> StyledLine {
    let texts = zip(LagDots.lags, lags).map { lag, estimate in
      "\(lag):" + (estimate.map { signs.fixed($0.cosine, decimals: 2, signed: true) } ?? signs.dash)
    }
    let error = lags.compactMap { $0?.standardError }.max() ?? 0
    var line = StyledLine(texts.joined(separator: " "))
    if error > 0 { line.add(" \(signs.plusMinus)\(signs.fixed(error, decimals: 2))", Style(.dim)) }
    return line
  }

  /// The control's false alarms beside what the test claims.
  private func control(_ row: Int) -> [(String, StyledLine)] {
    let claimed = state.test.map { "\(signs.significant($0.claimedRate(row: row))) at most" } ?? signs.dash
    let rate = state.shares(ofRow: row)?.nonRandom.map(signs.significant) ?? signs.dash
    return [
      ("false alarms", StyledLine(rate, Style(.accent))),
      ("claimed", StyledLine(claimed, Style(.accent))),
    ]
  }
}
