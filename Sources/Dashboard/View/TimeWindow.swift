/// The steps that a picture of some columns shows, one a column.
///
/// The newest column walks to the right; past the edge, the picture moves on by a third of its width. So a
/// step changes one column of the screen, and all of it only once in a third of a width.
struct TimeWindow: Equatable, Sendable {
  /// The step in the leftmost column.
  let first: Int
  /// Columns.
  let width: Int

  init(newest: Int, width: Int) {
    self.width = width
    let shift = max(1, width / 3)
    let hidden = max(0, newest - width)
    first = 1 + (hidden + shift - 1) / shift * shift
  }

  /// The steps from the left edge to the right.
  var steps: Range<Int> { first..<first + width }

  /// The column of a step, or nil if it is not in the picture.
  func column(of step: Int) -> Int? { steps.contains(step) ? step - first : nil }
}
