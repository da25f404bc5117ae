import TerminalUI

extension DashboardState {
  /// Does what the mouse asks for: a press selects, a movement with the button down moves the picture in time, and the
  /// wheel zooms where time is drawn and selects rows elsewhere.
  mutating func point(_ event: MouseEvent) -> [Effect] {
    switch context {
    case .list: return pointInList(event)
    case .sidebar: return pointInControls(event)
    case .help: scrollHelp(by: event.kind.lines)
    case .log: return perform(.scrollLog(-event.kind.lines))
    case .palette: moveInPalette(by: event.kind.lines)
    case .main, .inspector: return pointAtPicture(event)
    default: break
    }
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
