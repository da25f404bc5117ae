import RunModel
import Statistics

/// A text being typed into the line at the bottom, and what it is for.
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

  /// What the text is for.
  let purpose: Purpose
  /// What is typed.
  var field: TextField

  init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    let kind: TextField.Kind =
      switch purpose {
      case .step: .wholeNumber
      case .level: .number
      case .filter: .text
      }
    field = TextField(text, kind: kind, maxLength: 40)
  }
}

/// What a key does to a prompt.
enum PromptAction: Hashable, Sendable {
  case open(Prompt.Purpose)
  case accept, cancel
}

extension DashboardState {
  mutating func perform(_ action: PromptAction) -> [Effect] {
    switch action {
    case .open(let purpose):
      guard rowSet != nil else {
        say("training has not begun yet")
        return []
      }
      prompt = Prompt(purpose, text: purpose == .filter ? rowView.filter : "")
    case .accept: return accept()
    case .cancel:
      if prompt?.purpose == .filter { perform(RowAction.clearFilter) }
      prompt = nil
    }
    return []
  }

  /// A filter is applied while it is typed.
  mutating func followFilter() {
    guard let prompt, prompt.purpose == .filter else { return }
    let text = prompt.field.text
    rowView.filter = text
    if rowSet?.rows(matching: text).isEmpty == true {
      self.prompt?.field.problem = "no \(grouping.rawValue) matches \"\(text)\""
    }
    arrangeRows()
  }

  /// A refused text stays to be mended.
  private mutating func accept() -> [Effect] {
    guard let prompt else { return [] }
    let text = prompt.field.text
    var effects: [Effect] = []
    do throws(ControlProblem) {
      switch prompt.purpose {
      case .filter: if prompt.field.problem != nil { perform(RowAction.clearFilter) }
      case .step: if let step = Int(text) { try look(atTyped: step) }
      // Nothing typed is the usual level.
      case .level: effects = try set(.level, to: text.isEmpty ? "usual" : text)
      }
      self.prompt = nil
    } catch {
      self.prompt?.field.problem = error.sentence
    }
    return effects
  }

  private mutating func look(atTyped step: Int) throws(ControlProblem) {
    guard (1...max(1, lastStep)).contains(step), lastStep > 0 else {
      throw ControlProblem("step \(step) is not there; the run has the steps 1 to \(lastStep)")
    }
    look(at: step)
  }
}
