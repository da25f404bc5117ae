/// A series over a whole run in bounded memory: means over buckets of equally many steps; when there are too
/// many buckets, neighbours are joined and each holds twice as many steps.
struct DecimatedSeries: Equatable, Sendable {
  /// At most so many buckets; even.
  static let capacity = 4096

  /// Steps in a bucket; a power of two.
  private(set) var stepsPerBucket = 1
  private var sums: [Double] = []
  private var counts: [Int] = []

  /// Adds the value at a step, counted from 1; values that are not finite leave no trace.
  ///
  /// Amortised O(1): each joining halves the number of buckets.
  mutating func append(_ value: Double, step: Int) {
    precondition(step >= 1, "steps are counted from 1")
    while (step - 1) / stepsPerBucket >= Self.capacity { join() }
    let bucket = (step - 1) / stepsPerBucket
    while sums.count <= bucket {
      sums.append(0)
      counts.append(0)
    }
    guard value.isFinite else { return }
    sums[bucket] += value
    counts[bucket] += 1
  }

  /// The means over the fewest power of two of steps a point that makes at most `limit` points; nil where a
  /// point has no finite value.
  ///
  /// O(capacity) at most.
  func points(atMost limit: Int) -> [Double?] {
    guard limit > 0, !sums.isEmpty else { return [] }
    var width = 1
    while (sums.count + width - 1) / width > limit { width *= 2 }
    return stride(from: 0, to: sums.count, by: width).map { start in
      let range = start..<min(start + width, sums.count)
      let count = counts[range].reduce(0, +)
      return count > 0 ? sums[range].reduce(0, +) / Double(count) : nil
    }
  }

  private mutating func join() {
    let joined = stride(from: 0, to: sums.count, by: 2).map { $0..<min($0 + 2, sums.count) }
    let (oldSums, oldCounts) = (sums, counts)
    sums = joined.map { oldSums[$0].reduce(0, +) }
    counts = joined.map { oldCounts[$0].reduce(0, +) }
    stepsPerBucket *= 2
  }
}
