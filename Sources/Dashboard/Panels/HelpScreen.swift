import TerminalUI

/// The keys and what the picture means, over the picture; with a search, what contains its words.
struct HelpScreen {
  let state: DashboardState
  private let signs: Signs

  /// One line of the help.
  private enum Line {
    case key(String, String)
    case title(String)
    case sample(StyledLine, String)
    case blank

    /// What a search looks at; nil: nothing.
    var text: String? {
      switch self {
      case .key(let label, let help): label + " " + help
      case .sample(_, let text): text
      case .title, .blank: nil
      }
    }
  }

  init(state: DashboardState) {
    self.state = state
    signs = Signs(state.capabilities)
  }

  /// The number of lines of which the first can be scrolled to.
  var lastScroll: Int { max(0, lines.count - room) }

  private var room: Int { max(1, state.height - 4) }

  /// Where the help is.
  var box: Rect {
    let all = lines
    let inner = min(state.width - 4, max(18, labelWidth(all)) + 58)
    let height = max(3, min(all.count, room))
    return Rect(
      x: (state.width - inner - 4) / 2, y: 1 + (state.height - 4 - height) / 2, width: inner + 4,
      height: height + 2)
  }

  private func labelWidth(_ lines: [Line]) -> Int {
    let labels = lines.reduce(0) { widest, line in
      if case .key(let label, _) = line { max(widest, TextWidth.columns(label)) } else { widest }
    }
    return min(labels, state.width / 3)
  }

  func draw(into buffer: inout Buffer) {
    let all = lines
    let first = max(0, min(state.controls.helpSearch.scroll, all.count - room))
    let shown = all.dropFirst(first).prefix(room)
    let labelWidth = labelWidth(all)
    let box = self.box
    let inner = box.width - 4
    // A blank column on both sides, so that no letter of the picture touches the edge.
    buffer.fill(box.inset(horizontal: -1, vertical: 0), with: .blank)
    let range = "\(first + 1)\(signs.dash)\(first + shown.count) of \(all.count)"
    buffer.box(
      box, titles: BoxTitles(title: title, note: "Esc closes", footer: shown.count < all.count ? range : ""),
      capabilities: state.capabilities)
    if all.isEmpty {
      buffer.put("nothing contains these words", x: box.x + 2, y: box.y + 1, style: Style(.dim))
    }
    for (row, line) in shown.enumerated() {
      draw(line, x: box.x + 2, y: box.y + 1 + row, width: inner, labelWidth: labelWidth, into: &buffer)
    }
  }

  private var title: String {
    let search = state.controls.helpSearch
    if search.isOpen { return "keys with \(search.field.text)\(signs.cursor)" }
    return search.field.text.isEmpty ? "keys" : "keys with \(search.field.text)"
  }

  private func draw(
    _ line: Line, x: Int, y: Int, width: Int, labelWidth: Int, into buffer: inout Buffer
  ) {
    let text = width - labelWidth - 2
    switch line {
    case .blank: break
    case .title(let title): buffer.put(title, x: x, y: y, style: Style(.title, bold: true), maxWidth: width)
    case .key(let label, let help):
      buffer.put(label, x: x, y: y, style: Style(.accent, bold: true), maxWidth: labelWidth)
      buffer.put(help.truncated(to: text, state.capabilities), x: x + labelWidth + 2, y: y, maxWidth: text)
    case .sample(let sample, let meaning):
      buffer.put(sample, x: x, y: y, maxWidth: labelWidth)
      buffer.put(meaning.truncated(to: text, state.capabilities), x: x + labelWidth + 2, y: y, maxWidth: text)
    }
  }

  private var lines: [Line] {
    let bindings = state.offeredBindings
    func keys(_ context: KeyBinding.Context) -> [Line] {
      bindings.filter { $0.context == context && !($0.help.isEmpty && (context == .main || $0.hint == nil)) }
        .map { .key($0.label(state.capabilities), $0.help.isEmpty ? $0.hint ?? "" : $0.help) }
    }
    let rule = RuleText(state.rule, quantity: state.quantity, signs: signs).longestFirst[0]
    let ink = HeatmapInk(state.capabilities)
    let meanings: [Line] = [
      .sample(ink.sample(.aligned), "aligned: cos > \(signs.tau), the gradient goes on as it went"),
      .sample(ink.sample(.random), "random: not to be told from a random direction"),
      .sample(ink.sample(.opposed), "opposed: cos < \(signs.minus)\(signs.tau), the gradient turns back"),
      .sample(ink.sample(.undefined), "undefined: no previous gradient, or a norm of zero"),
    ]
    let words = state.controls.helpSearch.field.text.lowercased().split(separator: " ")
    let all =
      keys(.main) + [.blank, .title("the picture: \(rule)")] + meanings
      + [.blank, .title("in the controls")] + keys(.sidebar)
    guard !words.isEmpty else { return all }
    return all.filter { line in
      guard let text = line.text?.lowercased() else { return false }
      return words.allSatisfy { text.contains($0) }
    }
  }
}
