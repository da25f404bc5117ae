/// The levels of the zoom pyramid that are stored: buckets of 16, 64, 256, … steps. Cells of levels between are sums of
/// two buckets; those below are counted from steps.
enum PyramidLevels {
  /// The lowest.
  static let first = 4
  /// From one to the next a bucket takes four.
  static let stride = 2
  /// The highest, a million steps.
  static let last = 20
  /// All of them, lowest first.
  static let all = Array(Swift.stride(from: first, through: last, by: stride))

  /// The highest stored level at most a level; nil below the lowest.
  static func stored(atMost level: Int) -> Int? {
    level < first ? nil : min(last, first + (level - first) / stride * stride)
  }

  /// The steps of a bucket.
  static func steps(level: Int, bucket: Int) -> Range<Int> {
    1 + bucket << level..<1 + (bucket + 1) << level
  }

  /// The bucket that holds a step.
  static func bucket(of step: Int, level: Int) -> Int { (step - 1) >> level }
}
