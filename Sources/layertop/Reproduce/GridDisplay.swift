import Experiment
import Foundation

/// A line of progress over the grid on standard error, where that is a terminal; runs that end are said on standard
/// output.
struct GridDisplay {
  private static let width = 28
  var progress: GridProgress
  private let isVisible = isatty(STDERR_FILENO) == 1
  private var lastShown: ContinuousClock.Instant?

  init(_ progress: GridProgress) { self.progress = progress }

  /// Shows how far it is, ten times a second at most.
  mutating func show() {
    guard isVisible else { return }
    let now = ContinuousClock.now
    if let lastShown, now - lastShown < .milliseconds(100) { return }
    lastShown = now
    write("\r\(line)\u{1B}[K")
  }

  /// Says something that stays.
  func say(_ text: String) {
    clear()
    StandardOutput.write(text)
  }

  /// Takes the line away.
  func clear() {
    if isVisible && lastShown != nil { write("\r\u{1B}[K") }
  }

  private var line: String {
    let filled = Int(progress.share * Double(Self.width))
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    var parts = ["[\(bar)] \(progress.count { $0 == .finished }) of \(progress.runs.count) runs"]
    for run in progress.runs {
      if case .running(let steps) = run.state { parts.append("\(run.name) step \(steps)/\(progress.steps)") }
    }
    let elsewhere = progress.countElsewhere
    if elsewhere > 0 { parts.append("\(elsewhere) elsewhere") }
    let failed = progress.count { $0 == .failed }
    if failed > 0 { parts.append("\(failed) failed") }
    if let left = progress.secondsLeft, left > 0 { parts.append("\(Self.time(left)) left") }
    return parts.joined(separator: ", ")
  }

  /// Such as `4:07` or `3:12:50`.
  private static func time(_ seconds: Double) -> String {
    let seconds = Int(seconds.rounded())
    let text = String(format: "%d:%02d", seconds / 60 % 60, seconds % 60)
    return seconds < 3600
      ? text : "\(seconds / 3600):" + String(format: "%02d:%02d", seconds / 60 % 60, seconds % 60)
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
