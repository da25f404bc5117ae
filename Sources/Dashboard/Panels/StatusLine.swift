import Statistics
import TerminalUI

/// The sidebar in one line, for narrow screens: optimizer at the left, selected layer at the right.
struct StatusLine {
  let state: DashboardState

  func draw(in rect: Rect, of buffer: inout Buffer) {
    let room = rect.width - 2
    if let problem = state.edit?.field.problem {
      let text = problem.truncated(to: room, state.capabilities)
      buffer.put(text, x: rect.x + 1, y: rect.y, style: Style(.warning), maxWidth: room)
      return
    }
    let left = session
    buffer.put(left, x: rect.x + 1, y: rect.y, maxWidth: room)
    let candidates = [
      layer(withProbability: true, withBound: true), layer(withProbability: true), layer(),
    ]
    guard let right = candidates.first(where: { left.width + 2 + $0.width <= room }) else { return }
    buffer.put(right, x: rect.maxX - 1 - right.width, y: rect.y, maxWidth: right.width)
  }

  private var session: StyledLine {
    let signs = Signs(state.capabilities)
    let lines = SessionLines(state: state)
    if let edit = state.edit {
      var line = StyledLine(edit.control.entry.title + " ", Style(.dim))
      line.add(
        TypedValue(edit: edit, signs: signs).line(after: state.plan.shown(edit.control, signs), width: 40))
      return line
    }
    let (now, wanted) = (state.optimizer.rule, (state.pendingOptimizer ?? state.optimizer).rule)
    var line = StyledLine(now.shortTitle)
    if wanted != now { line.add(" \(signs.arrow) \(wanted.shortTitle)", Style(.dim)) }
    line.add("\(signs.separator)lr ", Style(.dim))
    line.add(lines.number(.learningRate, width: 24))
    if state.optimizer.schedule != .constant, let newest = state.newest {
      line.add(" now \(signs.significant(newest.learningRate))", Style(.dim))
    }
    if now.hyperparameters.contains(.momentum) {
      line.add("\(signs.separator)\(signs.mu) ", Style(.dim))
      line.add(lines.number(.momentum, width: 24))
    }
    return line
  }

  private func layer(withProbability: Bool = false, withBound: Bool = false) -> StyledLine {
    guard let row = state.selectedLayer, let test = state.test else { return StyledLine() }
    let signs = Signs(state.capabilities)
    let lines = LayerLines(state: state)
    var line = StyledLine(state.time.cursor.map { "\(signs.grouped($0)): " } ?? "", Style(.accent))
    line.add("cos ", Style(.dim))
    line.add(lines.pair?.cosine.map { signs.fixed($0, decimals: 3, signed: true) } ?? signs.dash)
    line.add(" \(lines.verdict.rawValue)", ValueInk(state.capabilities).style(lines.verdict))
    if withProbability {
      line.add("\(signs.separator)p \(state.rule.test == .signFlip ? signs.atMost + " " : "")", Style(.dim))
      line.add(lines.pText)
    }
    if withBound, let bound = test.threshold(row: row) {
      line.add("\(signs.separator)\(signs.tau) \(signs.significant(bound))", Style(.dim))
    }
    return line
  }
}
