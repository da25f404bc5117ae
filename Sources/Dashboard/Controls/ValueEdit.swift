/// A value being typed: what stands there, and what is wrong with it.
struct ValueEdit: Equatable, Sendable {
  /// The longest text that is taken.
  static let maxLength = 24

  /// What is edited.
  let control: Control
  /// What was typed so far.
  private(set) var text = ""
  /// Why it was refused; nil until it was, and again as soon as it is changed.
  var problem: String?

  init(_ control: Control) { self.control = control }

  /// Takes a character if it can be a part of the value.
  mutating func type(_ character: Character) {
    let isPart =
      control.isNumber ? "0123456789.eE-+".contains(character) : character.isASCII && character != " "
    guard isPart else {
      problem = "\"\(character)\" is no part of a \(control.isNumber ? "number" : "value")"
      return
    }
    guard text.count < Self.maxLength else { return }
    text.append(character)
    problem = nil
  }

  /// Takes the last character back.
  mutating func erase() {
    _ = text.popLast()
    problem = nil
  }
}

extension Control {
  /// Whether its values are typed, not chosen from a list.
  var isTyped: Bool {
    switch self {
    case .lookahead, .schedule, .level, .smoothing: true
    default: isNumber
    }
  }

  /// Whether its values are numbers.
  var isNumber: Bool {
    switch self {
    case .hyperparameter, .warmup, .batchSize, .seed: true
    default: false
    }
  }
}
