import RunModel

/// A bucket of the pyramid that is whole.
struct PyramidBucket: Sendable {
  var quantity: Quantity
  var grouping: Grouping
  var level: Int
  var bucket: Int
  var cells: [PyramidCell]
}

/// Counts steps into the buckets of all levels as they come; a bucket is handed out once, when no step can follow in it.
///
/// A `ZoomPyramid` keeps all of one test's counts, under any level of the test, for the run on the screen; this one keeps
/// no more than the open buckets, of every test and measure, for the disk.
struct PyramidBuilder: Sendable {
  private let counter: StepCells
  /// The open bucket of each stored level; those of a level take in the buckets below it when they close.
  private var open: [[PyramidCell]]
  /// The first step that can come; the open buckets are those that hold it.
  private var next: Int

  /// Begins at a step, with what the open buckets hold of the steps before it: nothing where none is recorded.
  init(_ counter: StepCells, next: Int = 1, open: [[PyramidCell]]? = nil) {
    self.counter = counter
    self.next = next
    self.open = open ?? PyramidLevels.all.map { _ in counter.empty }
  }

  /// Takes in a step, which comes after all before; steps may have been left out.
  ///
  /// - Returns: The buckets that no later step belongs to.
  mutating func add(_ record: StepRecord) -> [PyramidBucket] {
    var closed = advance(to: record.step)
    for (row, cell) in counter.cells(of: record).enumerated() { open[0][row] += cell }
    closed += advance(to: record.step + 1)
    return closed
  }

  private mutating func advance(to step: Int) -> [PyramidBucket] {
    var closed: [PyramidBucket] = []
    for (index, level) in PyramidLevels.all.enumerated() {
      let bucket = PyramidLevels.bucket(of: next, level: level)
      guard PyramidLevels.bucket(of: step, level: level) > bucket else { break }
      closed.append(
        PyramidBucket(
          quantity: counter.quantity, grouping: counter.grouping, level: level, bucket: bucket,
          cells: open[index]))
      if index + 1 < open.count {
        for (row, cell) in open[index].enumerated() { open[index + 1][row] += cell }
      }
      open[index] = counter.empty
    }
    next = step
    return closed
  }
}

extension StepCells {
  /// Cells that hold no step.
  var empty: [PyramidCell] { Array(repeating: PyramidCell(), count: rows.count) }
}
