import CNCurses

/// What something wrote to standard output or standard error while the screen is open, as lines.
struct StrayOutput {
  private var bytes: [UInt8] = []

  /// The whole lines since the last time.
  mutating func lines() -> [String] {
    var block = [CChar](repeating: 0, count: 4096)
    while true {
      let count = terminal_guard_read_kept(&block, block.count)
      guard count > 0 else { break }
      bytes += block[..<count].map { UInt8(bitPattern: $0) }
    }
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
    defer { bytes.removeSubrange(...end) }
    return bytes[..<end].split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }
}
