/// What is sent to the terminal beside ncurses.
enum ControlSequences {
  /// Report presses and the wheel (1000), in the form without a limit on columns (1006).
  static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  /// No more mouse reports.
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"

  /// The bytes that undo what a full-screen program did, for when ncurses cannot be called: keypad and colours
  /// back, cursor shown, alternate screen left (or, where there is none, the screen cleared).
  ///
  /// - Parameter capability: The terminfo string of this name.
  static func restore(mouse: Bool, capability: (String) -> String?) -> String {
    let leave = capability("rmcup") ?? capability("clear")
    let strings = (["rmkx", "op", "sgr0", "cnorm"].map(capability) + [leave]).compactMap { $0 }
    return (mouse ? mouseOff : "") + strings.map(withoutPadding).joined()
  }

  /// A terminfo string without its delays, `$<5>` or `$<5*/>`, which only real serial lines need.
  static func withoutPadding(_ string: String) -> String {
    string.replacing(/\$<[0-9.]+[*\/]*>/, with: "")
  }
}
