import RunModel
import Statistics
import TerminalUI

extension DashboardState {
  /// The selected row at the step that is looked at, as text to be pasted.
  var copyText: String? {
    guard let row = selectedLayer, let rows = rowSet, lastStep > 0 else { return nil }
    let signs = Signs(capabilities)
    let lines = LayerLines(state: self)
    let sums = sums(ofRow: row, step: lookedAt)
    var parts = [
      "step \(lookedAt)", "n \(rows.rows[row].parameters)",
      "\(quantity.rawValue), \(rule.test.rawValue) test",
      "cos \(lines.pair?.cosine.map { "\($0)" } ?? "undefined")", "\(lines.verdict.rawValue)",
    ]
    if let bound = test?.threshold(row: row) { parts.append("bound \(bound)") }
    if let z = lines.z { parts.append("z \(z)") }
    if let logP = lines.logP { parts.append("\(lines.pName) \(signs.probability(log10: logP))") }
    if let sums { parts.append("|g| \(sums.gradientNorm)") }
    if let ratio = sums?.updateToWeightRatio { parts.append("|u|/|w| \(ratio)") }
    return rows.rows[row].name + ": " + parts.joined(separator: ", ")
  }

  /// Hands it to the terminal's clipboard.
  mutating func copy() -> [Effect] {
    guard let text = copyText else {
      notice = Notice(text: "there is nothing to copy yet")
      return []
    }
    notice = Notice(text: "copied: \(text)")
    return [.copy(text)]
  }
}
