import RunModel
import TerminalUI

/// The list of optimizers, over the picture: what each does, and what a choice would do to the state.
struct OptimizerBox {
  let state: DashboardState
  let chooser: OptimizerChooser

  private static let width = 56

  /// At the right edge of the screen, so that the picture's names and cells stay to be seen.
  var box: Rect {
    let height = OptimizerRule.allCases.count + (hasLine ? 5 : 4)
    return Rect(
      x: state.width - Self.width, y: 1, width: Self.width,
      height: height)
  }

  /// Whether there is room to set the rules apart from what is around them.
  private var hasLine: Bool { state.height >= OptimizerRule.allCases.count + 7 }

  /// The rule at a place on the screen.
  func rule(atX x: Int, y: Int) -> OptimizerRule? {
    let index = y - box.y - 1
    guard box.contains(x: x, y: y), OptimizerRule.allCases.indices.contains(index) else { return nil }
    return OptimizerRule.allCases[index]
  }

  func draw(into buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let rules = OptimizerRule.allCases
    let box = self.box
    // A blank column at the side, so that no letter of the picture touches the edge.
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
    if hasLine {
      buffer.horizontalLine(x: x + 1, y: box.maxY - 4, length: room - 1, capabilities: state.capabilities)
    }
    var around = StyledLine(" Lookahead  ", Style(.text))
    around.add(lookahead(signs), chooser.lookahead == nil ? Style(.dim) : Style(.accent, bold: true))
    buffer.put(around, x: x, y: box.maxY - 3, maxWidth: room)
    buffer.put(
      StyledLine(" state      " + consequence, Style(.dim)).truncated(to: room, state.capabilities), x: x,
      y: box.maxY - 2, maxWidth: room)
  }

  private func lookahead(_ signs: Signs) -> String {
    guard let lookahead = chooser.lookahead else { return "off\(signs.separator)L puts it around the rule" }
    return
      "every \(lookahead.steps) steps by \(signs.number(lookahead.alpha))\(signs.separator)L takes it away"
  }

  /// What the choice would do.
  private var consequence: String {
    let now = state.pendingOptimizer ?? state.optimizer
    let chosen = chooser.configuration(from: now)
    if chooser.isFork { return "a new run goes on from here" }
    return chosen == now ? "nothing changes" : OptimizerChange(from: now, to: chosen).outcome
  }
}
