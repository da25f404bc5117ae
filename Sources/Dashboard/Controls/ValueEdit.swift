/// A value being typed in the place of the one that it would replace.
struct ValueEdit: Equatable, Sendable {
  /// What is edited.
  let control: Control
  /// What is typed.
  var field: TextField

  init(_ control: Control) {
    self.control = control
    field = TextField(kind: control.isNumber ? .number : .value, maxLength: 24)
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
