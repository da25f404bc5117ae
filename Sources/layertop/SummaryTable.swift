import Foundation
import RunModel
import Statistics

/// The table of layers that a run without a screen ends with.
enum SummaryTable {
  static func text(_ summary: RunSummary) -> String {
    let run = summary.description
    let configuration = run.configuration
    let nameWidth = max(5, summary.layers.map(\.layer.name.count).max() ?? 0)
    var lines = [
      "\(configuration.network.fullTitle), on \(run.dataset)"
        + " (\(run.images) images), batch \(configuration.batchSize), seed \(configuration.seed):"
        + " \(summary.steps) steps" + (summary.lastLoss.map { String(format: ", loss %.3f", $0) } ?? ""),
      "cosine of consecutive gradients against \(reference(summary.rule)): \(summary.rule.test.title)",
      "",
      pad("layer", nameWidth) + "           n" + pad(left: summary.rule.test == .paper ? "τ" : "bound", 10)
        + "  mean cos  aligned  opposed   random"
        + (summary.layers.first?.comparison ?? []).map { pad(left: $0.test.title, 11) }.joined(),
    ]
    for row in summary.layers {
      let counts = row.counts
      lines.append(
        pad(row.layer.name, nameWidth) + String(format: "%12d%10.5f", row.layer.parameters, row.bound)
          + number(counts.meanCosine, "%10.4f", width: 10) + percent(counts.share(of: .aligned))
          + percent(counts.share(of: .opposed)) + percent(counts.share(of: .random))
          + row.comparison.map { number($0.counts.nonRandomShare.map { 100 * $0 }, "%10.1f%%", width: 11) }
          .joined())
    }
    if summary.layers.first?.comparison.isEmpty == false {
      lines += ["", "The last columns give the share of cells that are not random under each test."]
    }
    if let alarms = summary.falseAlarms { lines += ["", sentence(alarms, rule: summary.rule)] }
    return lines.joined(separator: "\n")
  }

  /// What the test holds a cell against.
  private static func reference(_ rule: TestRule) -> String {
    let level = rule.level.map { "\($0)" }
    return switch rule.test {
    case .paper:
      "the bound τ = " + (level.map { "√(ln(1/ε) / n), ε = \($0)" } ?? "√(ln n / n)")
    case .exact: "the null of uniform independent directions, ε = \(level ?? "1/n")"
    case .signFlip: "fair signs of the coordinate products, bound on |z| for ε = \(level ?? "1/n")"
    case .discovery:
      "the null of uniform independent directions, false discovery rate over the rows of a step"
        + " q = \(level ?? "\(TestRule.usualDiscoveryLevel)")"
    }
  }

  private static func sentence(_ alarms: FalseAlarms, rule: TestRule) -> String {
    guard let rate = alarms.rate else { return "control: no cell yet" }
    let claim =
      rule.test == .discovery
      ? String(format: "a false discovery rate of %.2g", alarms.claimed)
      : String(
        format: "a false alarm rate of %.2g%%, %.2g alarms", 100 * alarms.claimed,
        alarms.claimed * Double(alarms.cells))
    return "control: \(alarms.alarms) false alarms in \(alarms.cells) cells of pure noise,"
      + String(format: " %.2g%%; the test claims ", 100 * rate) + claim
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func pad(left text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private static func percent(_ share: Double?) -> String {
    number(share.map { 100 * $0 }, "%8.1f%%", width: 9)
  }

  private static func number(_ value: Double?, _ format: String, width: Int) -> String {
    guard let value else { return pad(left: "-", width) }
    return String(format: format, value)
  }
}
