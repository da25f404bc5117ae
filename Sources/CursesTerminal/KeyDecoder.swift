import CNCurses
import TerminalUI

/// What the codes, characters and escape sequences of terminals mean.
enum KeyDecoder {
  /// The key of an ncurses key code; nil for keys that layertop does not know.
  static func key(code: Int32) -> Key? {
    switch code {
    case KEY_UP: .up
    case KEY_DOWN: .down
    case KEY_LEFT: .left
    case KEY_RIGHT: .right
    case KEY_HOME: .home
    case KEY_END: .end
    case KEY_PPAGE: .pageUp
    case KEY_NPAGE: .pageDown
    case KEY_ENTER: .enter
    case KEY_BTAB: .backTab
    case KEY_BACKSPACE: .backspace
    case KEY_DC: .delete
    case KEY_F0 + 1...KEY_F0 + 63: .function(Int(code - KEY_F0))
    default: nil
    }
  }

  /// The key of a character that the terminal sent; nil for control characters without a key.
  static func key(scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0x00: .control(" ")
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x01...0x1A: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x60)))
    case 0x1C...0x1F, 0x80...0x9F: nil
    default: .character(Character(scalar))
    }
  }

  /// The key of the part of an escape sequence after `ESC [` or `ESC O`, for terminals that send what their
  /// terminfo entry does not say; nil if it means nothing to us.
  static func key(sequence: String) -> Key? {
    switch sequence {
    case "A": .up
    case "B": .down
    case "C": .right
    case "D": .left
    case "H", "1~", "7~": .home
    case "F", "4~", "8~": .end
    case "M": .enter  // The keypad's, after ESC O.
    case "Z": .backTab
    case "3~": .delete
    case "5~": .pageUp
    case "6~": .pageDown
    default: nil
    }
  }

  /// The event of an SGR mouse report, given what follows `ESC [ <`: `button;column;row` and `M` for a press or `m`
  /// for a release. Nil for movements without a button and for other buttons.
  static func mouse(sgr report: String) -> MouseEvent? {
    guard let last = report.last, last == "M" || last == "m" else { return nil }
    let numbers = report.dropLast().split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 3, let button = numbers[0], let column = numbers[1], let row = numbers[2] else {
      return nil
    }
    guard last == "m" else { return mouse(button: button, column: column, row: row) }
    return button & ~modifiers == 0 ? mouse(button: released, column: column, row: row) : nil
  }

  /// Shift, Meta and Control, as parts of a button.
  private static let modifiers = 4 | 8 | 16

  /// The button of a release in the old protocol.
  private static let released = 3

  /// The event of a mouse report: `button` as in xterm's protocols, places counted from 1.
  static func mouse(button: Int, column: Int, row: Int) -> MouseEvent? {
    guard column >= 1, row >= 1 else { return nil }
    let kind: MouseEvent.Kind? =
      switch button & ~modifiers {
      case 0: .press
      case 32: .drag
      case released: .release
      case 64: .scrollUp
      case 65: .scrollDown
      default: nil
      }
    return kind.map { MouseEvent($0, x: column - 1, y: row - 1) }
  }
}
