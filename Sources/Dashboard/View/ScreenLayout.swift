import TerminalUI

/// Where everything is. Two columns and two bands, so that borders meet:
///
///     header
///     heatmap         │ sidebar
///     selected layer  │ loss
///     footer
///
/// The plots of heatmap and selected layer share their columns: a step is in the same place in both. Narrow
/// screens lose the sidebar and get a line of status above the footer; low ones lose the lower band.
struct ScreenLayout: Equatable {
  /// The smallest screen that can be drawn on.
  static let minimum = (width: 60, height: 16)

  /// The heatmap's box.
  let heatmap: Rect
  /// The sidebar's box.
  let sidebar: Rect?
  /// The box of the selected layer's curve.
  let curve: Rect?
  /// The box of the loss.
  let loss: Rect?
  /// The line that stands in for the sidebar.
  let status: Rect?
  /// The heatmap's rows on its lines.
  let rows: RowLayout
  /// The first row on the screen.
  let firstRow: Int
  /// Names of rows, within the heatmap.
  let names: Rect
  /// Whether some name has no room, so that all are shortened.
  let hasShortNames: Bool
  /// Whether two rows that share a line both have their names there.
  let namesPairs: Bool
  /// Cells, a column some steps, within the heatmap.
  let cells: Rect
  /// Numbers at the right of each row: cos and share.
  let values: Rect

  /// Columns of the numbers: a blank, `−0.12`, a blank, ` 70%`, a blank.
  private static let valuesWidth = 12
  /// Lines of the heatmap's box besides its rows: two edges, time axis, legend.
  private static let frameLines = 4
  /// What the sidebar takes to show what matters.
  private static let sidebarLines = 25
  /// What the list of controls takes to be of use.
  private static let controlsLines = 20
  /// What the scale of the curve takes beside its plot, such as `−0.0250`.
  private static let scaleWidth = 7

  /// The layout of the state's picture, or nil while there is none: too small a screen, or no run yet.
  init?(_ state: DashboardState) {
    guard Self.fits(width: state.width, height: state.height), let rowSet = state.rowSet else {
      return nil
    }
    let hidden = state.controls.enlarged == .heatmap ? Set(Panel.allCases) : state.controls.hidden
    let sidebarWidth = hidden.contains(.controls) ? 0 : Self.sidebarWidth(of: state.width)
    let usual = ScreenLayout(state, rowSet, in: state.body, sidebarWidth: sidebarWidth, hidden: hidden)
    let hasRoom = usual.sidebar.map { $0.height >= Self.controlsLines } ?? false
    if state.controls.isSidebarFocused, state.controls.enlarged == nil, !hasRoom {
      // The list takes the place of the sidebar and of the status, and more.
      let drawer = ControlsDrawer(in: state.body, leaving: ControlsDrawer.leastHeatmap)
      self = ScreenLayout(
        state, rowSet, in: drawer.picture, sidebarWidth: 0, hasStatus: false, hidden: hidden)
    } else {
      self = usual
    }
  }

  private init(
    _ state: DashboardState, _ rowSet: RowSet, in body: Rect, sidebarWidth: Int, hasStatus: Bool = true,
    hidden: Set<Panel>
  ) {
    let statusLines = sidebarWidth == 0 && hasStatus ? 1 : 0
    let (picture, bottom) = body.splitBottom(statusLines)
    status = statusLines > 0 ? bottom : nil
    let (left, right) = picture.splitRight(sidebarWidth)

    // Two runs beside each other take both halves of a line.
    let halved =
      state.rowView.isHalved && HeatmapInk(state.capabilities).isColored && state.coloring != .beside
    let count = state.rowCount
    let band =
      hidden.isSuperset(of: [.curve, .loss])
      ? 0
      : Self.bandHeight(
        within: picture.height, of: state.height, rows: rowSet.count, halved: halved,
        least: sidebarWidth > 0 ? Self.sidebarLines : 0)
    let top = picture.height - band
    rows = RowLayout(count: count, lines: top - Self.frameLines, halved: halved)
    firstRow = rows.firstRow(keeping: state.selectedRow, visibleFrom: state.firstVisibleRow)

    let (heatmap, below) = left.splitTop(top)
    self.heatmap = heatmap
    sidebar = sidebarWidth == 0 ? nil : right.splitTop(top).top
    if sidebarWidth == 0 && below.height >= 12 {
      // No sidebar to stand under: the loss goes below the curve.
      let (upper, lower) = below.splitBottom(below.height / 2)
      (curve, loss) =
        hidden.contains(.curve) ? (nil, below) : hidden.contains(.loss) ? (below, nil) : (upper, lower)
    } else {
      let (under, beside) = (below, right.splitTop(top).rest)
      let whole = Rect(x: under.x, y: under.y, width: under.width + beside.width, height: under.height)
      if under.isEmpty {
        (curve, loss) = (nil, nil)
      } else if hidden.contains(.curve) {
        (curve, loss) = (nil, whole)
      } else {
        let hasLoss = sidebarWidth > 0 && !hidden.contains(.loss)
        (curve, loss) = (hasLoss ? under : whole, hasLoss ? beside : nil)
      }
    }

    let inside = heatmap.inset(horizontal: 1, vertical: 1).splitTop(rows.lines).top
    let longest = rowSet.longestName
    // What `layer2.0.down.0` and `layer2.0.down.0.w` take.
    let least = state.grouping == .tensor ? 17 : 15
    let pair = rows.rowsPerLine == 2 ? Self.widestPair(state.rowView.shown, rowSet) : .max
    namesPairs = pair <= inside.width / 3
    let room = namesPairs ? pair : min(longest, max(least, inside.width / 4))
    let (names, rest) = inside.splitLeft(2 + max(room, Self.scaleWidth))
    self.names = names
    hasShortNames = longest > names.width - 2
    (cells, values) = rest.splitRight(Self.valuesWidth)
  }

  /// Whether a screen is large enough.
  static func fits(width: Int, height: Int) -> Bool {
    width >= minimum.width && height >= minimum.height
  }

  /// The rows on the line of the heatmap at a place on the screen; empty if there are none.
  func rows(atX x: Int, y: Int) -> Range<Int> {
    guard heatmap.contains(x: x, y: y), y >= cells.y, y < cells.maxY else { return 0..<0 }
    let first = firstRow + (y - cells.y) * rows.rowsPerLine
    return first..<max(first, min(first + rows.rowsPerLine, rows.count))
  }

  /// The columns of the longest names of two rows that share a line.
  private static func widestPair(_ shown: [Int], _ set: RowSet) -> Int {
    stride(from: 0, to: shown.count - 1, by: 2).reduce(0) { widest, first in
      max(widest, PairedNames(set.rows[shown[first]].name, set.rows[shown[first + 1]].name).width)
    }
  }

  private static func sidebarWidth(of width: Int) -> Int {
    switch width {
    case ..<80: 0
    case ..<110: 25
    case ..<160: 31
    case ..<220: 36
    default: 42
    }
  }

  /// The lines of the lower band: a quarter of the screen; less, down to an eighth, where that lets all rows
  /// be seen; more where rows and sidebar (`least` lines) leave something over; none on low screens.
  private static func bandHeight(
    within picture: Int, of height: Int, rows count: Int, halved: Bool, least: Int
  ) -> Int {
    guard height >= 20 else { return 0 }
    let usual = max(6, height / 4)
    let smallest = max(6, height / 8)
    let needs = [count] + (halved ? [(count + 1) / 2] : [])
    for lines in needs.map({ $0 + frameLines }) where lines + smallest <= picture {
      return max(picture - max(lines, least), min(usual, picture - lines))
    }
    return usual
  }
}
