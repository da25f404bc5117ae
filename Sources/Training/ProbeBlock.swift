/// A part of a row: threads share a sweep by blocks, each of which has sums, and a sketch, of its own.
struct ProbeBlock {
  /// Floats of a block at most: a multiple of `CK_SKETCH`, and so many that what is done once a block does not count.
  static let size = 1 << 15

  /// The row.
  var row: Int
  /// Its first float.
  var offset: Int
  /// Its floats.
  var count: Int

  /// Divides rows of so many floats into blocks, in order.
  static func divide(_ counts: [Int]) -> [ProbeBlock] {
    counts.enumerated().flatMap { row, count in
      stride(from: 0, to: count, by: size).map {
        ProbeBlock(row: row, offset: $0, count: min(size, count - $0))
      }
    }
  }
}
