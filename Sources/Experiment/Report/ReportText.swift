import Foundation

/// Numbers as the report writes them.
enum ReportText {
  /// A share as a percentage, such as `71.3 %`.
  static func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }

  /// A share with its interval: `71.3 % (95 % interval 68.0 to 74.6, 3 seeds)`.
  static func share(_ estimate: SeedEstimate) -> String {
    let count = estimate.values.count
    guard let interval = estimate.interval else {
      return "\(percent(estimate.mean)) (one seed, no interval)"
    }
    return percent(estimate.mean)
      + String(
        format: " (95 %% interval %.1f to %.1f, %d seeds)", 100 * interval.lowerBound,
        100 * interval.upperBound, count)
  }

  /// A share with half its interval, for tables: `71.3 ± 3.3`.
  static func shareCell(_ estimate: SeedEstimate?) -> String { cell(estimate, scale: 100, decimals: 1) }

  /// A number with half its interval, for tables: `−0.043 ± 0.012`.
  static func numberCell(_ estimate: SeedEstimate?) -> String { cell(estimate, scale: 1, decimals: 3) }

  private static func cell(_ estimate: SeedEstimate?, scale: Double, decimals: Int) -> String {
    guard let estimate else { return "–" }
    let mean = signed(scale * estimate.mean, decimals: decimals)
    return estimate.halfInterval.map { mean + String(format: " ± %.\(decimals)f", scale * $0) } ?? mean
  }

  /// With a minus sign as print has it.
  private static func signed(_ value: Double, decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", abs(value))
    return value < 0 && text.contains(where: { ("1"..."9").contains($0) }) ? "−" + text : text
  }
}
