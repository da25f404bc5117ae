import Foundation
import RunModel

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
      "cosine of consecutive gradients against the bound τ = √(ln n / n)",
      "",
      pad("layer", nameWidth) + "           n         τ  mean cos  aligned  opposed   random",
    ]
    for row in summary.layers {
      let counts = row.counts
      lines.append(
        pad(row.layer.name, nameWidth) + String(format: "%12d%10.5f", row.layer.parameters, row.bound)
          + number(counts.meanCosine, "%10.4f", width: 10) + percent(counts.share(of: .aligned))
          + percent(counts.share(of: .opposed)) + percent(counts.share(of: .random)))
    }
    return lines.joined(separator: "\n")
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private static func percent(_ share: Double?) -> String {
    number(share.map { 100 * $0 }, "%8.1f%%", width: 9)
  }

  private static func number(_ value: Double?, _ format: String, width: Int) -> String {
    guard let value else { return String(repeating: " ", count: width - 1) + "-" }
    return String(format: format, value)
  }
}
