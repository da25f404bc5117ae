import RunModel
import TerminalUI

/// What was not finite, and what can be done about it, over the picture until it is done or put away.
struct DivergenceBox {
  let state: DashboardState
  let divergence: Divergence

  func draw(into buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let box = MessageBox(
      title: "paused \(signs.dash) not a finite number", footnote: "Esc closes \(signs.dash) q quits",
      style: Style(.error), capabilities: state.capabilities)
    let sentence = divergence.sentence.wrapped(to: MessageBox.room(on: buffer.width))
    box.draw(sentence.map { StyledLine($0) } + [StyledLine()] + choices, into: &buffer)
  }

  /// The keys that count only here, from the one table.
  private var choices: [StyledLine] {
    let bindings = state.controls.keys.bindings.filter { $0.context == .diverged && !$0.help.isEmpty }
    let width = bindings.reduce(0) { max($0, TextWidth.columns($1.label(state.capabilities))) }
    return bindings.map { binding in
      var line = StyledLine(
        binding.label(state.capabilities).padded(to: width + 2), Style(.accent, bold: true))
      line.add(binding.help)
      line.add(detail(of: binding.routes[0].action), Style(.dim))
      return line
    }
  }

  private func detail(of action: Action) -> String {
    switch action {
    case .scaleLearningRate:
      ", now \(Signs(state.capabilities).number((state.pendingOptimizer ?? state.optimizer).learningRate))"
    case .restoreWeights: ": \(divergence.restorableWeights)"
    default: ""
    }
  }
}
