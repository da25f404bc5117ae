import CKernels
import NeuralNetwork
import RunModel

/// Estimates of g_t · g_{t−k} from count sketches of the gradients of the last 64 steps; see `LagDots`.
///
/// A sketch is linear in the gradient and has the same hash at every step. It is taken block by block in the sweep, and
/// the blocks' sketches are added up in order, so that it does not depend on the number of threads. Rows of no more
/// parameters than a sketch has buckets are kept as they are.
final class LagProbe {
  /// The sketch of this step and those of the greatest lag before it.
  static let slots = LagDots.lags.reduce(1, max) + 1

  struct Row {
    /// Floats that are kept of a step.
    var size: Int
    var isExact: Bool
    /// What the hash depends on.
    var key: UInt64
    /// The blocks that make it up.
    var blocks: Range<Int>
    /// The sketches of the last steps, slot by slot.
    var ring: Storage
  }

  let rows: [Row]
  private let blockSketches: Storage
  /// The steps whose sketches there are, also those that the ring no longer holds.
  var steps = 0

  /// For rows of so many parameters, which lie in `counts` floats; `blocks` are the rows that the blocks belong to, in
  /// order.
  init(parameters: [Int], counts: [Int], blocks: [Int]) {
    precondition(LagDots.buckets == Int(CK_SKETCH))
    blockSketches = Storage(floats: blocks.count * LagDots.buckets)
    var first = 0
    rows = counts.enumerated().map { index, count in
      let isExact = parameters[index] <= LagDots.buckets
      let size = isExact ? count : LagDots.buckets
      let end = blocks[first...].firstIndex { $0 != index } ?? blocks.count
      defer { first = end }
      var generator = SeededGenerator(seed: UInt64(index))
      return Row(
        size: size, isExact: isExact, key: generator.next(), blocks: first..<end,
        ring: Storage(floats: Self.slots * size))
    }
  }

  /// Begins afresh: the past does not exist.
  func forget() { steps = 0 }

  /// Takes a block of the gradient as it is, or adds to its comparison the sketch that takes it.
  func complete(
    _ comparison: inout ck_comparison, _ index: Int, _ block: ProbeBlock, gradient: UnsafePointer<Float>
  ) {
    let row = rows[block.row]
    if row.isExact {
      (current(row) + block.offset).update(from: gradient, count: block.count)
    } else {
      sketch(index).update(repeating: 0, count: LagDots.buckets)
      comparison.sketch = sketch(index)
      comparison.key = row.key
    }
  }

  /// Adds up the sketches of a sweep and holds them against those before.
  func finish() -> LagDots {
    var dots: [Double] = []
    dots.reserveCapacity(rows.count * LagDots.lags.count)
    for row in rows {
      let current = current(row)
      if !row.isExact {
        ck_sum_rows(current, sketch(row.blocks.lowerBound), row.blocks.count, row.size)
      }
      for lag in LagDots.lags {
        guard lag <= steps else {
          dots.append(.nan)
          continue
        }
        let past = row.ring.floats + (steps - lag) % Self.slots * row.size
        dots.append(ck_drift(current, past, row.size).dot)
      }
    }
    steps += 1
    return LagDots(dots: dots)
  }

  /// What is kept of the step under way.
  private func current(_ row: Row) -> UnsafeMutablePointer<Float> {
    row.ring.floats + steps % Self.slots * row.size
  }

  private func sketch(_ block: Int) -> UnsafeMutablePointer<Float> {
    blockSketches.floats + block * LagDots.buckets
  }
}
