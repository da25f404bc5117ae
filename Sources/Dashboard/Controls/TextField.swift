import TerminalUI

/// A line of text being typed, wherever it stands: what is there, what can be a part of it, and what is wrong with it.
struct TextField: Equatable, Sendable {
  /// What can be typed.
  enum Kind: Equatable, Sendable {
    /// Anything that can be seen.
    case text
    /// ASCII without blanks.
    case value
    /// A number with a fraction or a power of ten, or without.
    case number
    /// Digits.
    case wholeNumber
  }

  /// What was typed so far.
  private(set) var text: String
  /// What can be typed.
  let kind: Kind
  /// The longest text that is taken.
  let maxLength: Int
  /// Why it is refused; nil until it is, and again as soon as it is changed.
  var problem: String?

  init(_ text: String = "", kind: Kind = .text, maxLength: Int = 120) {
    self.text = text
    self.kind = kind
    self.maxLength = maxLength
  }

  /// Changes the text; a character that cannot be a part of it is refused, one that has no room is not taken.
  mutating func take(_ edit: TextEdit) {
    problem = nil
    switch edit {
    case .type(let character): type(character)
    case .erase: _ = text.popLast()
    case .eraseWord:
      while text.last == " " { text.removeLast() }
      while let last = text.last, last != " " { text.removeLast() }
    case .clear: text = ""
    }
  }

  private mutating func type(_ character: Character) {
    guard kind.allows(character) else {
      problem = "\"\(character)\" is no part of a \(kind == .value ? "value" : "number")"
      return
    }
    if text.count < maxLength, TextWidth.columns(character) > 0 { text.append(character) }
  }
}

/// What a key does to a line of text.
enum TextEdit: Hashable, Sendable {
  case type(Character)
  case erase, eraseWord, clear
}

extension TextField.Kind {
  fileprivate func allows(_ character: Character) -> Bool {
    switch self {
    case .text: true
    case .value: character.isASCII && character != " "
    case .number: "0123456789.eE-+".contains(character)
    case .wholeNumber: "0123456789".contains(character)
    }
  }
}

extension DashboardState {
  /// Changes the line of text that has the keys.
  mutating func take(_ text: TextEdit) {
    switch context {
    case .edit: edit?.field.take(text)
    case .prompt:
      prompt?.field.take(text)
      followFilter()
    case .palette:
      controls.palette?.field.take(text)
      controls.palette?.index = 0
    case .search:
      controls.helpSearch.field.take(text)
      controls.helpSearch.scroll = 0
    case .main, .chooser, .help, .list, .sidebar, .question, .log, .inspector, .diverged: break
    }
  }
}
