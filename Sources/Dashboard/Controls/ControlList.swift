import TerminalUI

/// All that can be set, line by line, with the range and the meaning of the line pointed at.
struct ControlList {
  let state: DashboardState
  private let plan: SettingPlan
  private let signs: Signs

  /// One line of the list.
  enum Line: Equatable {
    /// The name of the part that follows.
    case section(Control.Section)
    /// A control and its value.
    case control(Control)
    /// Why a value was refused, below its control.
    case problem(String)
  }

  private static let nameWidth = 11
  /// The most lines that explain the line pointed at, below one that says when it counts.
  private static let mostHelp = 6

  init(state: DashboardState) {
    self.state = state
    plan = state.plan
    signs = Signs(state.capabilities)
  }

  /// All lines, in `width` columns.
  func lines(width: Int) -> [Line] {
    Control.Section.allCases.flatMap { section in
      [Line.section(section)]
        + plan.controls.filter { $0.section == section }.flatMap { control in
          [Line.control(control)] + problem(of: control, width: width)
        }
    }
  }

  private func problem(of control: Control, width: Int) -> [Line] {
    guard let edit = state.edit, edit.control == control, let problem = edit.field.problem else { return [] }
    return problem.wrapped(to: width).map(Line.problem)
  }

  /// The lines that have room in a box, with their places.
  func placed(in rect: Rect) -> [(line: Line, y: Int)] {
    let inside = rect.inset(horizontal: 2, vertical: 1)
    let all = lines(width: inside.width)
    let room = max(1, inside.height - helpLines(in: inside))
    let pointed = all.firstIndex(of: .control(state.controls.selected)) ?? 0
    // As few as needed are scrolled away, and never only the name of a part.
    let first = max(0, min(pointed - room / 2, all.count - room))
    return all.dropFirst(first).prefix(room).enumerated().map { ($1, inside.y + $0) }
  }

  /// The control at a place on the screen.
  func control(atX x: Int, y: Int, in rect: Rect) -> Control? {
    guard rect.inset(horizontal: 1, vertical: 1).contains(x: x, y: y) else { return nil }
    for case (.control(let control), y) in placed(in: rect) { return control }
    return nil
  }

  func draw(in rect: Rect, of buffer: inout Buffer) {
    buffer.fill(rect, with: .blank)
    let waits = state.controls.draft == nil ? "" : "R starts the new run"
    buffer.box(
      rect, titles: BoxTitles(title: "controls", note: "Esc closes", footer: waits), style: Style(.accent),
      capabilities: state.capabilities)
    let inside = rect.inset(horizontal: 2, vertical: 1)
    for (line, y) in placed(in: rect) { draw(line, y: y, in: inside, of: &buffer) }
    let helpLines = helpLines(in: inside)
    if helpLines > 0 { drawHelp(in: inside.splitBottom(helpLines).bottom, of: &buffer) }
  }

  private func draw(_ line: Line, y: Int, in inside: Rect, of buffer: inout Buffer) {
    switch line {
    case .section(let section):
      buffer.horizontalLine(x: inside.x, y: y, length: inside.width, capabilities: state.capabilities)
      buffer.put(" \(section.rawValue) ", x: inside.x + 2, y: y, style: Style(.title))
    case .problem(let text):
      buffer.put(text, x: inside.x, y: y, style: Style(.warning), maxWidth: inside.width)
    case .control(let control):
      let isPointed = control == state.controls.selected
      let ground: ColorRole = isPointed ? .selection : .background
      if isPointed {
        buffer.fill(
          Rect(x: inside.x - 1, y: y, width: inside.width + 2, height: 1),
          with: Cell(" ", Style(.text, on: ground)))
        buffer.put(signs.pointer, x: inside.x - 1, y: y, style: Style(.accent, on: ground, bold: true))
      }
      buffer.put(
        control.entry.title, x: inside.x, y: y, style: Style(isPointed ? .text : .dim, on: ground),
        maxWidth: Self.nameWidth - 1)
      let room = inside.width - Self.nameWidth
      buffer.put(
        value(of: control, on: ground, width: room).truncated(to: room, state.capabilities),
        x: inside.x + Self.nameWidth, y: y, maxWidth: room)
    }
  }

  /// The value in force, and the one that is typed or waited for.
  private func value(of control: Control, on ground: ColorRole, width: Int) -> StyledLine {
    let now = state.planInForce.shown(control, signs)
    if let edit = state.edit, edit.control == control {
      return TypedValue(edit: edit, signs: signs).line(after: now, width: width)
    }
    let wanted = plan.shown(control, signs)
    let style = Style(.text, on: ground, bold: ground == .selection)
    guard wanted != now else { return StyledLine(now, style) }
    var change = StyledLine("\(signs.arrow) \(wanted)", Style(.warning, on: ground))
    if TextWidth.columns(now) + 1 + change.width <= width {
      var line = StyledLine(now + " ", style)
      line.add(change)
      change = line
    }
    return change
  }

  /// The lines that the longest help takes, so that the list stays where it is while another control is pointed at; 0
  /// where there is no room for any.
  private func helpLines(in inside: Rect) -> Int {
    let longest = plan.controls.map(help).max { $0.utf8.count < $1.utf8.count } ?? ""
    let lines = longest.wrapped(to: inside.width).count
    let most = min(lines, Self.mostHelp, inside.height / 4)
    return most < 2 ? 0 : 1 + most
  }

  /// What a control is; of one whose values are typed also what they may be.
  private func help(of control: Control) -> String {
    let help = control == .level ? "\(state.rule.test.meaning)." : control.entry.help
    return control.isTyped ? "\(control.entry.range): \(help)" : help
  }

  private func drawHelp(in rect: Rect, of buffer: inout Buffer) {
    let control = state.controls.selected
    buffer.horizontalLine(x: rect.x, y: rect.y, length: rect.width, capabilities: state.capabilities)
    let isOffered = state.offers(control)
    let moment = isOffered ? control.moment.text : "as recorded"
    buffer.put(
      " \(moment) ".truncated(to: rect.width - 4, state.capabilities), x: rect.x + 2, y: rect.y,
      style: Style(isOffered && control.moment == .newRun ? .warning : .dim))
    let help = help(of: control).wrapped(to: rect.width)
    for (index, line) in help.prefix(rect.height - 1).enumerated() {
      let isCut = index == rect.height - 2 && help.count > rect.height - 1
      buffer.put(
        isCut
          ? (line + "   ").truncated(to: min(rect.width, TextWidth.columns(line) + 1), state.capabilities)
          : line,
        x: rect.x, y: rect.y + 1 + index, style: Style(.dim), maxWidth: rect.width)
    }
  }
}

extension DashboardState {
  /// Where the list of controls is, while it has the keys: in the sidebar, or in a drawer where that has no room for it.
  var controlsRect: Rect {
    if controls.enlarged == .controls { return body }
    if isInspecting { return ControlsDrawer(in: body, leaving: ControlsDrawer.leastInspector).list }
    if let sidebar = ScreenLayout(self)?.sidebar { return sidebar }
    return ControlsDrawer(in: body, leaving: ControlsDrawer.leastHeatmap).list
  }

  /// What a mouse does in the list of controls: a press points at a line, and opens the one pointed at.
  mutating func pointInControls(_ event: MouseEvent) -> [Effect] {
    let rect = controlsRect
    switch event.kind {
    case .scrollUp: return perform(.controlBy(-1))
    case .scrollDown: return perform(.controlBy(1))
    case .drag, .release: return []
    case .press:
      guard rect.contains(x: event.x, y: event.y) else { return perform(.focus(.heatmap)) }
      guard let control = ControlList(state: self).control(atX: event.x, y: event.y, in: rect) else {
        return []
      }
      if control == controls.selected { return perform(.openControl) }
      controls.selected = control
      return []
    }
  }
}
