import TerminalUI

/// The list of controls where the sidebar has no room for it: at the right, beside the picture, which makes room; or
/// over all of the picture where too little of it would be left.
struct ControlsDrawer {
  /// The columns that the heatmap takes to be of use.
  static let leastHeatmap = 44
  /// The columns that the inspector takes to be of use.
  static let leastInspector = ScreenLayout.minimum.width

  /// Where the list is.
  let list: Rect
  /// Where the picture is; it is covered where that is the same place.
  let picture: Rect

  init(in body: Rect, leaving least: Int) {
    let (rest, right) = body.splitRight(max(36, min(42, body.width / 3)))
    (list, picture) = rest.width >= least ? (right, rest) : (body, body)
  }
}

extension DashboardState {
  /// The screen between its first and its last line.
  var body: Rect { Rect(x: 0, y: 1, width: width, height: height - 2) }
}
