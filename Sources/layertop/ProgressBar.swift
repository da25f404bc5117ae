import Foundation
import RunModel

/// A line of progress on standard error, written over itself; nothing where that is not a terminal.
struct ProgressBar {
  private static let width = 28
  private let total: Int?
  private let isVisible = isatty(STDERR_FILENO) == 1
  private let start = ContinuousClock.now
  private var lastShown: ContinuousClock.Instant?
  /// The step before the first that was shown.
  private var firstStep: Int?

  init(total: Int?) { self.total = total }

  /// Shows a step; ten times a second at most, and always the last.
  mutating func show(_ record: StepRecord) {
    let before = firstStep ?? record.step - 1
    firstStep = before
    guard isVisible else { return }
    let now = ContinuousClock.now
    if let lastShown, now - lastShown < .milliseconds(100), record.step != total { return }
    lastShown = now
    let rate = Double(record.step - before) / max((now - start) / .seconds(1), 1e-9)
    var line = "step \(record.step)"
    if let total {
      let filled = Self.width * record.step / total
      let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
      let left = Int((Double(total - record.step) / rate).rounded())
      line = "[\(bar)] \(line)/\(total), \(left / 60):\(String(format: "%02d", left % 60)) left"
    }
    write("\r\(line), \(String(format: "%.1f steps/s, loss %.3f", rate, record.loss))\u{1B}[K")
  }

  /// Takes the line away.
  func clear() {
    if isVisible && lastShown != nil { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
