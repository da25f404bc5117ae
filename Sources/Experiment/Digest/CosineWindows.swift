/// Means of a row's cosine over consecutive windows of equal length: smoothed enough to be drawn.
struct CosineWindows: Sendable {
  /// The steps of a window.
  let length: Int
  private var sums: [Double] = []
  private var counts: [Int] = []

  /// Windows of such a length that a run of so many steps has about 40.
  init(steps: Int) { length = max(1, steps / 40) }

  /// Adds a step, counted from 1.
  mutating func add(_ cosine: Double?, step: Int) {
    let window = (step - 1) / length
    while sums.count <= window {
      sums.append(0)
      counts.append(0)
    }
    guard let cosine else { return }
    sums[window] += cosine
    counts[window] += 1
  }

  /// The mean of each window; nil where no cosine exists.
  var means: [Double?] { zip(sums, counts).map { $1 > 0 ? $0 / Double($1) : nil } }

  /// The middle of a window, in steps.
  func middle(_ window: Int) -> Double { Double(window * length) + Double(length + 1) / 2 }
}
