import RunModel
import TerminalUI

/// The list of optimizers, over the picture: what each does, and what a choice would do to the state.
struct OptimizerBox {
  let state: DashboardState
  let chooser: OptimizerChooser

  private static let width = 56

  func draw(into buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let rules = OptimizerRule.allCases
    let height = rules.count + 4
    let box = Rect(
      x: (buffer.width - Self.width) / 2, y: 1 + (buffer.height - 2 - height) / 2, width: Self.width,
      height: height)
    // A blank column on both sides, so that no letter of the picture touches the edge.
    buffer.fill(box.inset(horizontal: -1, vertical: 0), with: .blank)
    buffer.box(
      box, titles: BoxTitles(title: chooser.isFork ? "fork under" : "optimizer", note: "Esc closes"),
      capabilities: state.capabilities)

    let (x, room) = (box.x + 1, Self.width - 3)
    for (index, rule) in rules.enumerated() {
      let isChosen = rule == chooser.rule
      var line = StyledLine(isChosen ? signs.pointer : " ", Style(.accent, bold: true))
      line.add(rule.shortTitle.padded(to: 11), isChosen ? Style(.accent, bold: true) : Style(.text))
      line.add(rule.entry.summary, isChosen ? Style(.text) : Style(.dim))
      buffer.put(line, x: x, y: box.y + 1 + index, maxWidth: room)
    }
    var around = StyledLine(" Lookahead  ", Style(.text))
    around.add(lookahead(signs), chooser.lookahead == nil ? Style(.dim) : Style(.accent, bold: true))
    buffer.put(around, x: x, y: box.maxY - 3, maxWidth: room)
    buffer.put(
      StyledLine(" " + consequence, Style(.dim)).truncated(to: room, state.capabilities), x: x,
      y: box.maxY - 2, maxWidth: room)
  }

  private func lookahead(_ signs: Signs) -> String {
    guard let lookahead = chooser.lookahead else { return "off \(signs.dash) L puts it around the rule" }
    return "every \(lookahead.steps) steps by \(signs.number(lookahead.alpha)) \(signs.dash) L takes it away"
  }

  /// What the choice would do.
  private var consequence: String {
    let now = state.pendingOptimizer ?? state.optimizer
    let chosen = chooser.configuration(from: now)
    return chosen == now ? "in effect" : "state: " + OptimizerChange(from: now, to: chosen).outcome
  }
}
