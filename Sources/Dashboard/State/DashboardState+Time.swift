import RunModel

/// What a key does to the time that is looked at.
enum TimeAction: Hashable, Sendable {
  /// A binary order of magnitude more steps a column (positive) or fewer.
  case zoom(by: Int)
  /// The whole run in the picture.
  case wholeRun
  /// The cursor to another column.
  case moveCursor(by: Int)
  /// The picture by so many halves of its width.
  case pan(halves: Int)
  /// The first step.
  case first
  /// The newest step, from now on.
  case follow
  /// The next command or fork, or the one before; in a run without any, the next epoch.
  case jumpToMark(forward: Bool)
}

extension DashboardState {
  /// The last step that is known of.
  public var lastStep: Int { history?.lastStep ?? recording?.lastStep ?? 0 }

  /// The step that is looked at.
  var lookedAt: Int { min(time.cursor ?? lastStep, lastStep) }

  /// The steps in the picture; nil while there is no picture.
  var window: TimeWindow? {
    let width = InspectorLayout(self)?.plot.count ?? ScreenLayout(self)?.cells.width
    return width.map { time.window(newest: lastStep, width: $0) }
  }

  mutating func perform(_ action: TimeAction) -> [Effect] {
    guard lastStep > 0 else { return [] }
    switch action {
    case .zoom(let levels): zoom(by: levels)
    case .wholeRun: time = TimeView(level: time.level, showsWholeRun: true)
    case .moveCursor(let columns): moveCursor(by: columns)
    case .pan(let halves): pan(byColumns: halves * (window?.width ?? 2) / 2)
    case .first: look(at: 1)
    case .follow: time = TimeView(level: window?.level ?? time.level)
    case .jumpToMark(let forward): jumpToMark(forward: forward)
    }
    return []
  }

  /// Looks at a step; the picture moves no further than it needs to show it.
  mutating func look(at step: Int) {
    guard let window, lastStep > 0 else { return }
    let step = max(1, min(step, lastStep))
    time.cursor = step
    guard !time.showsWholeRun else { return }
    let column = (step - 1) >> window.level
    time.level = window.level
    if window.columns.contains(column) {
      time.first = window.first
    } else {
      // A jump comes to stand in the middle, a step past the edge at the edge.
      let isNear = column == window.first - 1 || column == window.columns.upperBound
      let edge = column < window.first ? column : column - window.width + 1
      time.first = max(0, isNear ? edge : column - window.width / 2)
    }
  }

  /// Shows another part of the run, without moving the cursor beyond what follows the picture.
  mutating func pan(byColumns columns: Int) {
    guard let window, lastStep > 0 else { return }
    let newest = (lastStep - 1) >> window.level
    let first = max(0, min(window.first + columns, newest))
    let cursor = (lookedAt - 1) >> window.level + first - window.first
    time = TimeView(level: window.level, first: first, cursor: nil)
    time.cursor = max(1, min(1 + cursor << window.level, lastStep))
  }

  /// Shows 2^levels as many steps in a column, around the step that is looked at, or around a column on the screen.
  mutating func zoom(by levels: Int, around x: Int? = nil) {
    guard let window, lastStep > 0 else { return }
    let whole = TimeView.level(holding: lastStep, width: window.width)
    let level = max(0, min(window.level + levels, whole))
    guard level != window.level else {
      if levels > 0 && window.first > 0 { return showFromTheFirst() }
      say(levels > 0 ? "a column cannot hold more: this is the whole run" : "a column is one step")
      return
    }
    guard !time.follows || x != nil || time.showsWholeRun else {
      time.level = level
      return
    }
    let step = x.map { 1 + (window.first + $0) << window.level } ?? lookedAt
    let column = window.column(of: step) ?? window.width / 2
    let followed = time.cursor == nil && x == nil
    time = TimeView(level: level, first: max(0, (step - 1) >> level - column), cursor: time.cursor)
    if followed { time.first = nil }
  }

  /// Columns that hold the whole run may begin in the middle of it.
  private mutating func showFromTheFirst() {
    time = TimeView(level: window?.level ?? time.level, first: 0, cursor: lookedAt)
  }

  private mutating func moveCursor(by columns: Int) {
    guard let window else { return }
    let column = (lookedAt - 1) >> window.level + columns
    // Past the newest column the picture follows again.
    if column > (lastStep - 1) >> window.level {
      time.cursor = nil
      time.first = nil
    } else {
      look(at: 1 + max(0, column) << window.level)
    }
  }

  private mutating func jumpToMark(forward: Bool) {
    let notable = marks.filter(\.isNotable)
    let steps = (notable.isEmpty ? marks : notable).map(\.step)
    let here = lookedAt
    let target = forward ? steps.first { $0 > here } : steps.last { $0 < here }
    guard let target else {
      say(forward ? "no command after this step" : "no command before this step")
      return
    }
    look(at: target)
  }

  /// Shows a short message until the next key.
  mutating func say(_ text: String) { notice = Notice(text: text) }
}
