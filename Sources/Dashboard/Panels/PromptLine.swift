import RunModel
import Statistics
import TerminalUI

/// The last line while something is typed into it: what is asked for, what was typed, and what is wrong with it or
/// what it may be.
struct PromptLine {
  let state: DashboardState
  let prompt: Prompt

  func draw(in rect: Rect, of buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    var line = StyledLine(question(signs) + " ", Style(.accent, bold: true))
    line.add(prompt.field.text, Style(.text, underline: true))
    line.add(signs.cursor, Style(.accent))
    line.add("  ")
    if let problem = prompt.field.problem {
      line.add(problem, Style(.warning))
    } else {
      line.add(help(signs), Style(.dim))
    }
    buffer.put(line.truncated(to: rect.width, state.capabilities), x: rect.x, y: rect.y, maxWidth: rect.width)
  }

  private func question(_ signs: Signs) -> String {
    switch prompt.purpose {
    case .step: "step"
    case .level: state.rule.test == .discovery ? "q" : signs.epsilon
    case .filter: "/"
    }
  }

  private func help(_ signs: Signs) -> String {
    let end = "\(signs.separator)Enter takes it\(signs.separator)Esc leaves it"
    switch prompt.purpose {
    case .step: return "1 to \(signs.grouped(state.lastStep))" + end
    case .level:
      let usual = state.rule.test == .discovery ? "0.05" : "1/n for a layer of n parameters"
      return "between 0 and 1; nothing is \(usual)" + end
    case .filter:
      return
        "\(signs.grouped(state.rowCount)) \(state.rowCount == 1 ? "row" : "rows")\(signs.separator)part of a name, *, conv, norm, bias or fc"
        + end
    }
  }
}
