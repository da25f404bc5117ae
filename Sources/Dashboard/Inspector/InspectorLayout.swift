import TerminalUI

/// Where everything is while the selected layer has the whole screen:
///
///     curve
///     cosines │ norms │ facts
///
/// Narrow screens leave out the norms.
struct InspectorLayout: Equatable {
  /// The box of the layer's curve.
  let curve: Rect
  /// The columns of its plot.
  let plot: Range<Int>
  /// The box of the histogram.
  let histogram: Rect
  /// The box of the norms.
  let norms: Rect?
  /// The box of what is said in words.
  let facts: Rect

  /// Columns left and right of the curve, for the numbers of its scale.
  private static let labels = (left: 10, right: 10)

  /// The layout, or nil where the screen is too small or no layer is inspected.
  init?(_ state: DashboardState) {
    guard state.isInspecting, ScreenLayout.fits(width: state.width, height: state.height) else { return nil }
    let isBesideControls = state.controls.isSidebarFocused && state.controls.enlarged == nil
    let body =
      isBesideControls
      ? ControlsDrawer(in: state.body, leaving: ControlsDrawer.leastInspector).picture : state.body
    // What is said in words takes its lines, the curve the rest.
    let lower = max(body.height / 2, min(body.height - 8, FactLines.usualCount + 2))
    let (upper, below) = body.splitBottom(lower)
    curve = upper
    plot = upper.x + Self.labels.left..<upper.maxX - Self.labels.right
    let isWide = body.width >= 110
    let (rest, right) = below.splitRight(isWide ? 44 : max(36, min(44, body.width * 6 / 11)))
    facts = right
    histogram = isWide ? rest.splitLeft(rest.width / 2).left : rest
    norms = isWide ? rest.splitLeft(rest.width / 2).rest : nil
  }
}
