import RunModel
import Statistics

/// A text being typed into the line at the bottom: what it is for, and what is wrong with it.
struct Prompt: Equatable, Sendable {
  /// What the text is for.
  enum Purpose: Hashable, Sendable {
    /// The step to look at.
    case step
    /// The level of the test in force.
    case level
    /// Which rows are shown.
    case filter
  }

  /// The longest text that is taken.
  static let maxLength = 40

  /// What the text is for.
  let purpose: Purpose
  /// What was typed so far.
  var text = ""
  /// Why it was refused; nil until it was, and again as soon as it is changed.
  var problem: String?
}

/// What a key does to a prompt.
enum PromptAction: Hashable, Sendable {
  case open(Prompt.Purpose)
  case accept, erase, cancel
}

extension DashboardState {
  mutating func perform(_ action: PromptAction) {
    switch action {
    case .open(let purpose):
      guard rowSet != nil else {
        say("training has not begun yet")
        return
      }
      prompt = Prompt(purpose: purpose, text: purpose == .filter ? rowView.filter : "")
    case .accept: accept()
    case .erase:
      _ = prompt?.text.popLast()
      promptChanged()
    case .cancel:
      if prompt?.purpose == .filter { perform(RowAction.clearFilter) }
      prompt = nil
    }
  }

  /// Takes a typed character if it can be a part of what is asked for.
  mutating func type(_ character: Character) {
    guard let prompt, prompt.text.count < Prompt.maxLength else { return }
    let allowed: String? =
      switch prompt.purpose {
      case .step: "0123456789"
      case .level: "0123456789.eE-"
      case .filter: nil
      }
    guard allowed?.contains(character) ?? true else {
      self.prompt?.problem = "\"\(character)\" is no part of a number"
      return
    }
    self.prompt?.text.append(character)
    promptChanged()
  }

  /// A filter is applied while it is typed.
  private mutating func promptChanged() {
    prompt?.problem = nil
    guard let prompt, prompt.purpose == .filter else { return }
    rowView.filter = prompt.text
    if rowSet?.rows(matching: prompt.text).isEmpty == true {
      self.prompt?.problem = "no \(grouping.rawValue) matches \"\(prompt.text)\""
    }
    arrangeRows()
  }

  private mutating func accept() {
    guard let prompt else { return }
    switch prompt.purpose {
    case .filter:
      if prompt.problem != nil { perform(RowAction.clearFilter) }
    case .step:
      guard let step = Int(prompt.text) else { break }
      let last = lastStep
      guard step >= 1 && step <= last else {
        self.prompt?.problem = "step \(prompt.text) is not there; the run has the steps 1 to \(last)"
        return
      }
      look(at: step)
    case .level:
      // Nothing typed is the usual level.
      let level = Double(prompt.text)
      let rule = TestRule(rule.test, level: level)
      guard prompt.text.isEmpty || level != nil, rule.problem == nil else {
        self.prompt?.problem = ControlProblem(prompt.text, for: .level).sentence
        return
      }
      levels[rule.test] = level
      take(rule)
    }
    self.prompt = nil
  }
}
