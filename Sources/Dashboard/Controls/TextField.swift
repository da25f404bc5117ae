import TerminalUI

/// A line of text being typed, with the usual keys.
struct TextField: Equatable, Sendable {
  /// The longest text that is taken.
  static let maxLength = 120

  /// What was typed so far.
  var text = ""

  /// Takes a character; controls are none.
  mutating func type(_ character: Character) {
    guard text.count < Self.maxLength, TextWidth.columns(character) > 0 else { return }
    text.append(character)
  }

  /// Takes the last character back.
  mutating func erase() { _ = text.popLast() }

  /// Takes the last word back.
  mutating func eraseWord() {
    while text.last == " " { text.removeLast() }
    while let last = text.last, last != " " { text.removeLast() }
  }
}
