import RunModel
import Statistics

/// What a key does to the rows.
enum RowAction: Hashable, Sendable {
  case nextGrouping, nextOrder, nextShare, clearFilter
  /// Two rows a line where not all have one, or one again.
  case toggleHalves
  /// The next row of the drift front, or the one before.
  case jump(forward: Bool)
}

extension DashboardState {
  /// The number of rows of the heatmap that are shown.
  var rowCount: Int { rowView.shown.count }

  /// The selected row of the heatmap, counted from its first.
  public var selectedRow: Int {
    guard let layer = selectedLayer else { return 0 }
    return rowView.shown.firstIndex(of: layer) ?? 0
  }

  /// The selected row by its place in the grouping; nil while the run is prepared.
  var selectedLayer: Int? {
    guard let rowSet, rowSet.rowOfTensor.indices.contains(selectedTensor) else { return nil }
    return rowSet.rowOfTensor[selectedTensor]
  }

  /// Selects a row of the heatmap, or the nearest that exists.
  mutating func select(row: Int) {
    guard let rowSet, !rowView.shown.isEmpty else { return }
    let layer = rowView.shown[max(0, min(row, rowView.shown.count - 1))]
    selectedTensor = rowSet.rows[layer].tensors[0]
  }

  mutating func perform(_ action: RowAction) {
    switch action {
    case .nextGrouping:
      grouping = grouping.next
      arrangeRows()
    case .nextOrder:
      order(rowView.order.next)
    case .nextShare:
      order(rowView.order.nextShare)
    case .toggleHalves: toggleHalves()
    case .clearFilter:
      rowView.filter = ""
      arrangeRows()
    case .jump(let forward): jump(forward: forward)
    }
  }

  /// Takes another order, and goes to what comes first in it, which is what a user sorts for.
  private mutating func order(_ order: RowView.Order) {
    rowView.order = order
    arrangeRows()
    if order != .depth { select(row: 0) }
  }

  /// Puts the rows in their order and leaves out those that do not match; where none does, all are shown.
  mutating func arrangeRows() {
    guard let rowSet else { return }
    let matching = rowSet.rows(matching: rowView.filter)
    var shown = matching.isEmpty ? Array(rowSet.rows.indices) : matching
    let counts = rowSet.rows.indices.map { self.shares(ofRow: $0) }
    switch rowView.order {
    case .depth: break
    case .share, .aligned, .opposed:
      let shares = counts.map { $0.flatMap(rowView.order.share) ?? -1 }
      shown.sort { (shares[$1], $0) < (shares[$0], $1) }
    case .front:
      let onsets = rowSet.rows.indices.map { onset(ofRow: $0) ?? .max }
      shown.sort { (onsets[$0], $0) < (onsets[$1], $1) }
    }
    rowView.shown = shown
    rowView.sortedStep = lastStep
    rowView.isPartlySorted = counts.contains(nil)
    rowView.restsUntil = now.map { $0 + RowView.rest }
    if let selectedLayer, !shown.contains(selectedLayer) { select(row: 0) }
  }

  /// Sorts the rows anew as their shares change, unless someone is at the keys; at once where they could not be sorted
  /// before, as at the beginning of a run.
  mutating func refreshOrder(now: Double) {
    guard rowView.order != .depth, lastStep > rowView.sortedStep, prompt == nil else { return }
    guard rowView.sortedStep < 2 || now >= rowView.restsUntil ?? 0 else { return }
    arrangeRows()
  }

  private mutating func toggleHalves() {
    rowView.isHalved.toggle()
    guard rowView.isHalved, let rows = ScreenLayout(self)?.rows, rows.rowsPerLine == 1 else { return }
    rowView.isHalved = false
    say(
      rows.visible == rows.count
        ? "every row has a line already"
        : coloring == .beside
          ? "two runs beside each other take both halves of a line"
          : "two rows a line need colours and block elements")
  }

  /// Goes along the drift front: to the row that turned non-random next, and to the step where it did.
  private mutating func jump(forward: Bool) {
    let front = rowView.shown.compactMap { row in onset(ofRow: row).map { (step: $0, row: row) } }
      .sorted { ($0.step, $0.row) < ($1.step, $1.row) }
    guard !front.isEmpty else {
      say("no \(grouping.rawValue) has turned non-random so far")
      return
    }
    let here = front.firstIndex { $0.row == selectedLayer }
    let next = here.map { ($0 + (forward ? 1 : front.count - 1)) % front.count } ?? 0
    select(row: rowView.shown.firstIndex(of: front[next].row) ?? 0)
    look(at: front[next].step)
    guard !isOnsetExact else { return }
    let signs = Signs(capabilities)
    say(
      "turned non-random at step \(signs.about)\(signs.grouped(front[next].step)): of a recorded run known to "
        + "\(signs.grouped(1 << overviewKey(rule: rule).level)) steps")
  }
}

extension Grouping {
  /// From layers to tensors, and on to ever larger parts.
  var next: Grouping {
    switch self {
    case .layer: .tensor
    case .tensor: .block
    case .block: .network
    case .network: .layer
    }
  }
}
