import Datasets
import Foundation

/// A fetch's progress on standard error, written over itself; nothing where that is not a terminal.
struct FetchLine {
  private static let width = 28
  private let isVisible = isatty(STDERR_FILENO) == 1
  /// Where this run of the program began, to tell its own speed.
  private var start: (time: ContinuousClock.Instant, received: Int)?
  private var lastShown: ContinuousClock.Instant?

  /// Shows what is done now; downloads ten times a second at most, and their end always.
  mutating func show(_ progress: FetchProgress) {
    guard isVisible else { return }
    switch progress {
    case .downloading(let received, let total):
      let now = ContinuousClock.now
      if start == nil { start = (now, received) }
      if let lastShown, now - lastShown < .milliseconds(100), received < total { return }
      lastShown = now
      write(downloadLine(received, of: total, now: now))
    case .verifying(let file):
      write("computing the checksum of \(file)")
    case .unpacking(let file):
      write("unpacking \(file)")
    }
  }

  /// Takes the line away.
  func clear() {
    if isVisible { FileHandle.standardError.write(Data("\r\u{1B}[K".utf8)) }
  }

  private func downloadLine(_ received: Int, of total: Int, now: ContinuousClock.Instant) -> String {
    let filled = Self.width * received / max(total, 1)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    var line = "[\(bar)] \(megabytes(received)) of \(megabytes(total)) MB"
    if let start, now - start.time > .milliseconds(500), received > start.received {
      let rate = Double(received - start.received) / ((now - start.time) / .seconds(1))
      let left = Int((Double(total - received) / rate).rounded())
      line += ", \(megabytes(Int(rate))) MB/s, \(left / 60):\(String(format: "%02d", left % 60)) left"
    }
    return line
  }

  private func write(_ line: String) { FileHandle.standardError.write(Data("\r\(line)\u{1B}[K".utf8)) }
}
