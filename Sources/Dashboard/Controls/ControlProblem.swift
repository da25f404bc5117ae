/// Why a value is refused, in a sentence.
struct ControlProblem: Error, Equatable {
  let sentence: String

  init(_ sentence: String) { self.sentence = sentence }

  /// What was typed is no value of the control at all.
  init(_ text: String, for control: Control) {
    sentence = "\"\(text)\" is no \(control.entry.title): give \(control.entry.range)"
  }
}
