import RunModel
import TerminalUI

extension DashboardState {
  /// Does what the mouse asks for: a press selects, a movement with the button down moves the picture in time, and the
  /// wheel zooms where time is drawn and selects rows elsewhere.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    rowView.restsUntil = now.map { $0 + RowView.rest }
    if event.kind == .press, let key = labelledKey(atX: event.x, y: event.y) {
      return press(key)
    }
    if event.kind == .press, let box = openBox, !box.contains(x: event.x, y: event.y) {
      return press(.escape)
    }
    switch context {
    case .list: return pointInList(event)
    case .sidebar: return pointInControls(event)
    case .chooser: return pointInChooser(event)
    case .help: scrollHelp(by: event.kind.lines)
    case .log: return perform(.scrollLog(-event.kind.lines))
    case .palette: moveInPalette(by: event.kind.lines)
    case .main, .inspector: return pointAtPicture(event)
    default: break
    }
    return []
  }

  /// The key that the screen names at a place: one of the last line, or the one that closes a box.
  private func labelledKey(atX x: Int, y: Int) -> Key? {
    if y == height - 1 { return FooterPanel(state: self).key(atX: x) }
    guard openBox?.y == y || context == .sidebar && controlsRect.y == y else { return nil }
    let screen = view()
    guard screen.bounds.contains(x: x, y: y) else { return nil }
    let label = Array("Esc closes")
    let starts = max(0, x - label.count + 1)...x
    let isOnLabel = starts.contains { start in
      start + label.count <= width && label.indices.allSatisfy { screen[start + $0, y].glyph == label[$0] }
    }
    return isOnLabel ? .escape : nil
  }

  /// The box that lies over the picture and is left by a press beside it.
  private var openBox: Rect? {
    switch context {
    case .list: controls.list.map { ListBox(state: self, list: $0).box }
    case .chooser: chooser.map { OptimizerBox(state: self, chooser: $0).box }
    case .palette: controls.palette.map { PaletteBox(state: self, palette: $0).box }
    case .help, .search: HelpScreen(state: self).box
    case .log: LogBox(state: self).rect
    case .main, .edit, .sidebar, .question, .prompt, .inspector, .diverged: nil
    }
  }

  /// A press points at a rule, and takes the one pointed at.
  private mutating func pointInChooser(_ event: MouseEvent) -> [Effect] {
    guard event.kind == .press, let chooser else {
      chooser?.move(by: event.kind.lines)
      return []
    }
    let rules = OptimizerRule.allCases
    guard let rule = OptimizerBox(state: self, chooser: chooser).rule(atX: event.x, y: event.y) else {
      return []
    }
    if rule == chooser.rule { return perform(.applyChoice) }
    self.chooser?.move(by: rules.firstIndex(of: rule)! - rules.firstIndex(of: chooser.rule)!)
    return []
  }

  private mutating func pointAtPicture(_ event: MouseEvent) -> [Effect] {
    let plot = plotColumns(atX: event.x, y: event.y)
    switch event.kind {
    case .scrollUp, .scrollDown:
      if let plot {
        zoom(by: event.kind.lines, around: event.x - plot.lowerBound)
      } else {
        select(row: selectedRow + event.kind.lines)
      }
    case .press:
      controls.drag = plot.map { _ in Drag(x: event.x) }
      return press(x: event.x, y: event.y)
    case .drag:
      guard let drag = controls.drag, event.x != drag.x else { break }
      pan(byColumns: drag.x - event.x)
      controls.drag = Drag(x: event.x, hasMoved: true)
    case .release:
      if let plot, controls.drag?.hasMoved == false, let window {
        look(
          at: min(lastStep, window.steps(ofColumn: window.first + event.x - plot.lowerBound).upperBound - 1))
      }
      controls.drag = nil
    }
    return []
  }

  private mutating func press(x: Int, y: Int) -> [Effect] {
    guard let layout = ScreenLayout(self), context == .main || context == .diverged else { return [] }
    if layout.sidebar?.contains(x: x, y: y) == true { return perform(.focus(.controls)) }
    if layout.curve?.contains(x: x, y: y) == true { return perform(.focus(.curve)) }
    if layout.loss?.contains(x: x, y: y) == true { return perform(.focus(.loss)) }
    controls.focus = .heatmap
    if HeatmapHead(state: self, layout: layout, level: window?.level ?? 0).isShareHead(atX: x, y: y) {
      perform(.nextShare)
      return []
    }
    // Where two rows share a line, a second click takes the other one.
    let rows = layout.rows(atX: x, y: y)
    if let row = rows.first(where: { $0 != selectedRow }) { select(row: row) }
    return []
  }

  /// The columns in which time is drawn, where a place on the screen lies within them.
  private func plotColumns(atX x: Int, y: Int) -> Range<Int>? {
    if let plot = InspectorLayout(self)?.plot { return plot.contains(x) ? plot : nil }
    guard let layout = ScreenLayout(self) else { return nil }
    let columns = layout.cells.x..<layout.cells.maxX
    let isIn = layout.cells.contains(x: x, y: y) || layout.curve?.contains(x: x, y: y) == true
    return isIn && columns.contains(x) ? columns : nil
  }
}

/// A movement of the mouse with its button down.
struct Drag: Equatable, Sendable {
  /// The column where it was last.
  var x: Int
  /// Whether it has left the column where it began.
  var hasMoved = false
}

extension MouseEvent.Kind {
  /// The lines that a turn of the wheel stands for.
  fileprivate var lines: Int {
    switch self {
    case .scrollUp: -1
    case .scrollDown: 1
    case .press, .drag, .release: 0
    }
  }
}
