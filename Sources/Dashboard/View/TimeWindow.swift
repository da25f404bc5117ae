/// The steps that a picture of some columns shows, 2^level steps a column.
///
/// Where it follows the newest step, the newest column walks to the right; past the edge, the picture moves on by an
/// eighth of its width. So a step changes one column of the screen, and all of it only once in an eighth of a width.
struct TimeWindow: Equatable, Sendable {
  /// The binary logarithm of the steps in a column.
  let level: Int
  /// The number of the leftmost column; column 0 begins with step 1.
  let first: Int
  /// Columns.
  let width: Int

  /// A picture that begins with a column.
  init(first: Int, level: Int, width: Int) {
    self.first = max(0, first)
    self.level = level
    self.width = width
  }

  /// A picture that follows the newest step.
  init(newest: Int, level: Int = 0, width: Int) {
    let shift = max(1, width / 8)
    let hidden = max(0, (max(1, newest) - 1) >> level + 1 - width)
    self.init(first: (hidden + shift - 1) / shift * shift, level: level, width: width)
  }

  /// Steps in a column.
  var stepsPerColumn: Int { 1 << level }

  /// The numbers of the columns from the left edge to the right.
  var columns: Range<Int> { first..<first + max(0, width) }

  /// The steps from the left edge to the right.
  var steps: Range<Int> { 1 + first << level..<1 + (first + max(0, width)) << level }

  /// The steps of a column, by its number.
  func steps(ofColumn column: Int) -> Range<Int> { 1 + column << level..<1 + (column + 1) << level }

  /// How far from the left edge a step is drawn, or nil if it is not in the picture.
  func column(of step: Int) -> Int? { steps.contains(step) ? (step - 1) >> level - first : nil }
}
