import TerminalUI

/// The names of two rows that share a line; the second without what both begin with, such as `layer1.0.conv1 bn1`.
struct PairedNames {
  let upper: String
  let lower: String

  init(_ upper: String, _ lower: String) {
    self.upper = upper
    let block = upper.lastIndex(of: ".").map { upper[...$0] } ?? ""
    self.lower = !block.isEmpty && lower.hasPrefix(block) ? String(lower.dropFirst(block.count)) : lower
  }

  /// Columns of both with a blank between them.
  var width: Int { TextWidth.columns(upper) + 1 + TextWidth.columns(lower) }
}
