import TerminalUI

/// The keys and what the picture means, over the picture.
struct HelpScreen {
  let state: DashboardState

  func draw(into buffer: inout Buffer) {
    let signs = Signs(state.capabilities)
    let bindings = KeyBindings.all.filter { $0.context == .main && !$0.help.isEmpty }
    let labelWidth = bindings.reduce(0) { max($0, TextWidth.columns($1.label(state.capabilities))) }
    let legend = HeatmapInk(state.capabilities)
    let meanings: [(StyledLine, String)] = [
      (legend.sample(.aligned), "aligned: cos > \(signs.tau), the gradient goes on as it went"),
      (legend.sample(.random), "random: not to be told from a random direction"),
      (legend.sample(.opposed), "opposed: cos < \(signs.minus)\(signs.tau), the gradient turns back"),
      (legend.sample(.undefined), "undefined: no previous gradient, or a norm of zero"),
    ]
    let room = buffer.height - 4
    let showsMeaning = room >= bindings.count + meanings.count + 2
    let inner = min(buffer.width - 4, labelWidth + 56)
    let lines = min(room, bindings.count + (showsMeaning ? meanings.count + 2 : 0))
    let box = Rect(
      x: (buffer.width - inner - 4) / 2, y: 1 + (buffer.height - 4 - lines) / 2, width: inner + 4,
      height: lines + 2)
    // A blank column on both sides, so that no letter of the picture touches the edge.
    buffer.fill(box.inset(horizontal: -1, vertical: 0), with: .blank)
    buffer.box(
      box, titles: BoxTitles(title: "keys", note: "? or Esc closes"), capabilities: state.capabilities)

    let x = box.x + 2
    for (index, binding) in bindings.prefix(lines).enumerated() {
      let y = box.y + 1 + index
      buffer.put(
        binding.label(state.capabilities), x: x, y: y, style: Style(.accent, bold: true), maxWidth: inner)
      buffer.put(binding.help, x: x + labelWidth + 2, y: y, maxWidth: inner - labelWidth - 2)
    }
    guard showsMeaning else { return }
    var y = box.y + 2 + bindings.count
    buffer.put(
      RuleText(state.rule, quantity: state.quantity, signs: signs).longestFirst[0], x: x, y: y,
      style: Style(.dim), maxWidth: inner)
    for (sample, text) in meanings {
      y += 1
      buffer.put(sample, x: x, y: y, maxWidth: inner)
      buffer.put(text, x: x + labelWidth + 2, y: y, maxWidth: inner - labelWidth - 2)
    }
  }
}
