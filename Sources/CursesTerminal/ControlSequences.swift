import Foundation

/// What is sent to the terminal beside ncurses.
enum ControlSequences {
  /// Report presses, the wheel, and movements with a button down (1002), without a limit on columns (1006).
  static let mouseOn = "\u{1B}[?1002h\u{1B}[?1006h"
  /// No more mouse reports.
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l"
  /// Show nothing of what follows, and all of it at once; terminals that do not know mode 2026 ignore it.
  static let (holdPicture, showPicture) = ("\u{1B}[?2026h", "\u{1B}[?2026l")
  /// Remember the window's title, and set it back.
  static let (keepTitle, restoreTitle) = ("\u{1B}[22;2t", "\u{1B}[23;2t")

  /// Sets the window's title; controls in it, which could end the sequence, are left out.
  static func title(_ text: String) -> String {
    let shown = text.filter { $0.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control } }
    return "\u{1B}]2;" + shown + "\u{07}"
  }

  /// Puts a text on the clipboard (OSC 52 of xterm).
  static func copy(_ text: String) -> String {
    "\u{1B}]52;c;" + Data(text.utf8).base64EncodedString() + "\u{07}"
  }

  /// The bytes that undo what a full-screen program did, for when ncurses cannot be called: keypad and colours
  /// back, cursor shown, alternate screen left (or, where there is none, the screen cleared).
  ///
  /// - Parameter capability: The terminfo string of this name.
  static func restore(mouse: Bool, title: Bool = false, capability: (String) -> String?) -> String {
    let leave = capability("rmcup") ?? capability("clear")
    let strings = (["rmkx", "op", "sgr0", "cnorm"].map(capability) + [leave]).compactMap { $0 }
    return (mouse ? mouseOff : "") + (title ? restoreTitle : "") + strings.map(withoutPadding).joined()
  }

  /// A terminfo string without its delays, `$<5>` or `$<5*/>`, which only real serial lines need.
  static func withoutPadding(_ string: String) -> String {
    string.replacing(/\$<[0-9.]+[*\/]*>/, with: "")
  }
}
