import RunModel

/// A number being typed: what stands there, and what is wrong with it.
struct NumberEdit: Equatable, Sendable {
  /// The longest text that is taken.
  static let maxLength = 10

  /// What is edited.
  var field: Hyperparameter
  /// What was typed so far.
  private(set) var text = ""
  /// Why it was refused; nil until it was, and again as soon as it is changed.
  private(set) var problem: String?

  init(field: Hyperparameter) { self.field = field }

  /// Takes a character if it can be a part of a number.
  mutating func type(_ character: Character) {
    guard "0123456789.eE-+".contains(character), text.count < Self.maxLength else { return }
    text.append(character)
    problem = nil
  }

  /// Takes the last character back.
  mutating func erase() {
    _ = text.popLast()
    problem = nil
  }

  /// The configuration with the number typed; nil if it is refused, and then `problem` says why.
  mutating func applied(to configuration: OptimizerConfiguration) -> OptimizerConfiguration? {
    guard let value = Double(text) else {
      problem = "\"\(text)\" is not a number; type one such as 0.05 or 1e-3"
      return nil
    }
    var changed = configuration
    changed[field] = value
    problem = field.problem(with: value)
    return problem == nil ? changed : nil
  }
}
