import TerminalUI

/// The top edge of the heatmap: what its rows are, the test in force, and the heads of the numbers at their right.
struct HeatmapHead {
  private let state: DashboardState
  private let layout: ScreenLayout
  private let level: Int
  private let signs: Signs
  /// What the rows are, and what decides their order.
  private let title: String
  /// The test.
  private let rule: String
  /// What the cosines are, and what the shares are.
  private let heads: (cosine: String, share: String)

  init(state: DashboardState, layout: ScreenLayout, level: Int) {
    self.state = state
    self.layout = layout
    self.level = level
    signs = Signs(state.capabilities)
    let titles = Self.titles(state, signs)
    let rules = RuleText(state.rule, quantity: state.quantity, signs: signs).longestFirst
    let share = state.rowView.order.title(ofShare: signs)
    let cosines = Self.cosines(state, level: level, signs)
    // Two corners; a piece of the line between and blanks around each of the three.
    let room = layout.heatmap.width - 2 - 8 - TextWidth.columns(signs.separator + share)
    func fits(_ title: String, _ rule: String, _ cosine: String) -> Bool {
      TextWidth.columns(title) + TextWidth.columns(rule) + TextWidth.columns(cosine) <= room
    }
    // The formula goes first, then the words of the heads and of the title; the level of the test last.
    let choices = [rules.dropLast(), rules.suffix(1)].flatMap { rules in
      titles.flatMap { title in
        cosines.flatMap { cosine in rules.map { (title, $0, cosine) } }
      }
    }
    let best = choices.first { fits($0.0, $0.1, $0.2) } ?? choices[choices.count - 1]
    (title, rule, heads) = (best.0, best.1, (best.2, share))
  }

  /// Draws the box of the heatmap.
  func draw(footer: String, footnote: String, into buffer: inout Buffer) {
    let rect = layout.heatmap
    buffer.box(
      rect,
      titles: BoxTitles(title: title, note: head, footer: footer, footnote: footnote),
      style: state.edge(of: .heatmap), capabilities: state.capabilities)
    let x = shareColumns.upperBound - TextWidth.columns(head) - 3 - TextWidth.columns(rule)
    guard x > rect.x + TextWidth.columns(title) + 4 else { return }
    buffer.put(" \(rule) ", x: x - 1, y: rect.y, style: Style(.dim))
  }

  /// Where the head of the shares is.
  func isShareHead(atX x: Int, y: Int) -> Bool { y == layout.heatmap.y && shareColumns.contains(x) }

  private var head: String { heads.cosine + signs.separator + heads.share }

  private var shareColumns: Range<Int> {
    let end = layout.heatmap.maxX - 2
    return end - TextWidth.columns(heads.share)..<end
  }

  /// From the longest to the shortest.
  private static func titles(_ state: DashboardState, _ signs: Signs) -> [String] {
    let rows = "\(state.grouping.rawValue)s"
    let filter = state.rowView.filter.isEmpty ? "" : " /\(state.rowView.filter)"
    let start = ["\(rows) \(signs.times) steps\(filter)", rows + filter]
    guard state.rowView.order != .depth else { return start }
    let order = " by \(state.rowView.order.title)"
    let step = state.rowView.sortedStep > 0 ? " at \(signs.grouped(state.rowView.sortedStep))" : ""
    return start.map { $0 + order + step } + [start[1] + order]
  }

  /// What the cosines are of: a step, or the steps of a column; from the longest to the shortest.
  private static func cosines(_ state: DashboardState, level: Int, _ signs: Signs) -> [String] {
    guard level > 0 else {
      return [state.time.cursor.map { "cos at \(signs.grouped($0))" } ?? "cos now", "cos"]
    }
    guard let cursor = state.time.cursor else {
      return ["cos, mean of \(signs.grouped(1 << level))", "mean of \(signs.grouped(1 << level))"]
    }
    let first = 1 + ((cursor - 1) >> level) << level
    let last = min(state.lastStep, first + (1 << level) - 1)
    let steps = "\(signs.grouped(first))\(signs.dash)\(signs.grouped(last))"
    return ["cos, mean of \(steps)", "mean of \(steps)"]
  }
}

extension RowView.Order {
  /// The head of the shares, with a sign where they decide the order.
  fileprivate func title(ofShare signs: Signs) -> String {
    switch self {
    case .depth, .front: Self.share.title
    case .share, .aligned, .opposed: title + signs.descending
    }
  }
}
