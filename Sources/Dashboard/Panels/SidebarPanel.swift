import RunModel
import Statistics
import TerminalUI

/// The state of the session, and of the selected layer.
struct SidebarPanel {
  let state: DashboardState

  /// One line of the sidebar.
  enum Line {
    /// A name, its value, and the key that changes it.
    case value(String, StyledLine, key: String?)
    /// A rule with a title, above a section.
    case rule(String)
    /// A title above some lines of a section.
    case subtitle(String)
    /// A share of 1 as a bar.
    case bar(Verdict, share: Double?)
    /// Text over the whole width.
    case text(String, Style)
    case blank
  }

  private static let nameWidth = 11

  func draw(in rect: Rect, of buffer: inout Buffer) {
    buffer.box(rect, titles: BoxTitles(title: "session"), capabilities: state.capabilities)
    let inside = rect.inset(horizontal: 2, vertical: 1)
    let shown = lines(width: inside.width, height: inside.height).prefix(inside.height)
    for (index, line) in shown.enumerated() {
      draw(line, x: inside.x, y: inside.y + index, width: inside.width, into: &buffer)
    }
  }

  /// What has room: what can be changed first, then the layer, then as many facts of the run as fit.
  private func lines(width: Int, height: Int) -> [Line] {
    let session = SessionLines(state: state)
    let problem = (state.edit?.field.problem ?? "").wrapped(to: width).map { Line.text($0, Style(.warning)) }
    let facts = session.facts
    let layerLines = LayerLines(state: state)
    var controls = session.controls(width: width - Self.nameWidth, inShort: false)
    if controls.count + problem.count + layerLines.lines().count > height {
      controls = session.controls(width: width - Self.nameWidth, inShort: true)
    }
    let layer = layerLines.lines(atMost: height - controls.count - problem.count)
    let spare = height - controls.count - problem.count - layer.count
    let blanks = spare >= 5 ? [Line.blank] : []
    let shown = facts.prefix(max(0, spare - 2 * blanks.count))
    let lines = problemInPlace(controls, problem) + blanks + shown + blanks + layer
    return lines + logLines(width: width, room: height - lines.count)
  }

  /// The end of the log, where there is room for some of it.
  private func logLines(width: Int, room: Int) -> [Line] {
    let entries = state.controls.log.entries.suffix(max(0, room - 2))
    guard room >= 4, !entries.isEmpty else { return [] }
    let signs = Signs(state.capabilities)
    return [.blank, .rule("log")]
      + entries.map { entry in
        let text = (entry.step.map { signs.grouped($0) + " " } ?? "") + entry.text
        return .text(
          text.truncated(to: width, state.capabilities), Style(entry.kind == .warning ? .warning : .dim))
      }
  }

  /// The problem stands below the line that it is about.
  private func problemInPlace(_ controls: [Line], _ problem: [Line]) -> [Line] {
    guard let edit = state.edit else { return controls }
    let index = controls.firstIndex {
      if case .value(edit.control.entry.title, _, _) = $0 { true } else { false }
    }
    var lines = controls
    lines.insert(contentsOf: problem, at: (index ?? controls.count - 1) + 1)
    return lines
  }

  private func draw(_ line: Line, x: Int, y: Int, width: Int, into buffer: inout Buffer) {
    let capabilities = state.capabilities
    switch line {
    case .blank: break
    case .text(let text, let style): buffer.put(text, x: x, y: y, style: style, maxWidth: width)
    case .rule(let title):
      buffer.horizontalLine(x: x, y: y, length: width, capabilities: capabilities)
      let fits = TextWidth.columns(title) <= width - 5
      let name = (fits ? title : title.shortName).truncatedInMiddle(to: width - 5, capabilities)
      buffer.put(" \(name) ", x: x + 2, y: y, style: Style(.title), maxWidth: width - 2)
    case .subtitle(let title): buffer.put(title, x: x, y: y, style: Style(.title), maxWidth: width)
    case .value(let name, let value, let key):
      buffer.put(name, x: x, y: y, style: Style(.dim), maxWidth: Self.nameWidth - 1)
      buffer.put(
        value.truncated(to: width - Self.nameWidth, capabilities), x: x + Self.nameWidth, y: y,
        maxWidth: width - Self.nameWidth)
      if let key, value.width < width - Self.nameWidth - 1 {
        buffer.put(key, x: x + width - 1, y: y, style: Style(.accent, bold: true))
      }
    case .bar(let verdict, let share):
      let signs = Signs(capabilities)
      buffer.put(verdict.rawValue, x: x, y: y, style: Style(.dim), maxWidth: Self.nameWidth - 1)
      let room = width - Self.nameWidth - 5
      ShareBar(share: share ?? 0, verdict: verdict)
        .draw(in: Rect(x: x + Self.nameWidth, y: y, width: room, height: 1), of: &buffer, capabilities)
      let text = share.map(signs.percent) ?? signs.dash
      buffer.put(text.padded(to: 4, rightAligned: true), x: x + width - 4, y: y)
    }
  }
}

/// A share of 1 as a horizontal bar on its track.
struct ShareBar {
  let share: Double
  let verdict: Verdict

  func draw(in rect: Rect, of buffer: inout Buffer, _ capabilities: Capabilities) {
    let style = Style(HeatmapInk.role(verdict), bold: true)
    let halves = Int((2 * min(1, max(0, share)) * Double(rect.width)).rounded())
    let line: Character = capabilities.unicode ? "━" : "="
    buffer.horizontalLine(x: rect.x, y: rect.y, length: rect.width, capabilities: capabilities)
    buffer.fill(Rect(x: rect.x, y: rect.y, width: halves / 2, height: 1), with: Cell(line, style))
    if halves % 2 > 0 && capabilities.unicode { buffer[rect.x + halves / 2, rect.y] = Cell("╸", style) }
  }
}
