import CNCurses
import TerminalUI

/// Reads keys and mouse reports through ncurses, without waiting.
///
/// ncurses matches the key strings of terminfo and waits a moment after an escape character. Mouse reports we decode
/// ourselves, from two strings given to ncurses as keys: its own mouse support follows the terminfo entry, and those
/// of tmux and screen ask for the old protocol, which ends at column 222.
struct InputReader {
  /// A pad, since reading through a window would refresh it.
  private let pad: UnsafeMutablePointer<WINDOW>

  /// To be made after ncurses has the terminal.
  init() {
    pad = newpad(1, 1)!  // Fails only without memory.
    keypad(pad, true)
    nodelay(pad, true)
    define_key("\u{1B}[<", Int32(CURSES_KEY_MOUSE_SGR))
    define_key("\u{1B}[M", Int32(CURSES_KEY_MOUSE_X10))
  }

  /// The next key or mouse event that has arrived; nil if there is none.
  func next() -> InputEvent? {
    while let input = read() {
      switch input {
      case .code(Int32(CURSES_KEY_MOUSE_SGR)):
        if let event = KeyDecoder.mouse(sgr: sequence()) { return .mouse(event) }
      case .code(Int32(CURSES_KEY_MOUSE_X10)):
        if let event = x10Report() { return .mouse(event) }
      case .code(let code):
        if let key = KeyDecoder.key(code: code) { return .key(key) }
      case .scalar("\u{1B}"):
        if let key = escape() { return .key(key) }
      case .scalar(let scalar):
        if let key = KeyDecoder.key(scalar: scalar) { return .key(key) }
      }
    }
    return nil
  }

  private enum Input {
    case code(Int32)
    case scalar(Unicode.Scalar)
  }

  private func read() -> Input? {
    var value = wint_t()
    let result = wget_wch(pad, &value)
    if result == KEY_CODE_YES { return .code(Int32(bitPattern: value)) }
    guard result == OK else { return nil }
    return .scalar(Unicode.Scalar(value) ?? "\u{FFFD}")
  }

  /// The escape key, or a sequence that ncurses did not know, as a whole: its letters must not act as keys.
  private func escape() -> Key? {
    guard let following = read() else { return .escape }
    switch following {
    case .scalar("["), .scalar("O"): return KeyDecoder.key(sequence: sequence())
    case .scalar(let scalar): unget_wch(wchar_t(bitPattern: scalar.value))
    case .code(let code): ungetch(code)
    }
    return .escape
  }

  /// The rest of a control sequence: parameters, then one final letter or `~` (ECMA-48, 5.4).
  private func sequence() -> String {
    var text = ""
    while text.unicodeScalars.count < 32, case .scalar(let scalar)? = read() {
      text.unicodeScalars.append(scalar)
      if (0x40...0x7E).contains(scalar.value) { break }
    }
    return text
  }

  /// Three characters, each 32 more than the button, the column and the row; sent by terminals without SGR reports.
  private func x10Report() -> MouseEvent? {
    var numbers: [Int] = []
    while numbers.count < 3, case .scalar(let scalar)? = read() { numbers.append(Int(scalar.value) - 32) }
    guard numbers.count == 3 else { return nil }
    return KeyDecoder.mouse(button: numbers[0], column: numbers[1], row: numbers[2])
  }
}
