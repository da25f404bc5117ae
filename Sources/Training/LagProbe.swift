import CKernels
import NeuralNetwork
import RunModel

/// Estimates of g_t · g_{t−k} from count sketches of the gradients of the last 64 steps; see `LagDots`.
///
/// A sketch is linear in the gradient and has the same hash at every step. It is taken strip by strip in the sweep, and
/// the strips' sketches are added up in order, so that it does not depend on the number of threads. Rows of no more
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
    /// The strips that make it up.
    var strips: Range<Int>
    /// The sketches of the last steps, slot by slot.
    var ring: Storage
  }

  let rows: [Row]
  private let rowOfStrip: [Int]
  private let stripSketches: Storage
  /// The steps whose sketches there are, also those that the ring no longer holds.
  var steps = 0

  /// For rows of so many parameters, which lie in `counts` floats; `strips` are the rows that the strips belong to, in
  /// order.
  init(parameters: [Int], counts: [Int], strips: [Int]) {
    precondition(LagDots.buckets == Int(CK_SKETCH))
    rowOfStrip = strips
    stripSketches = Storage(floats: strips.count * LagDots.buckets)
    var first = 0
    rows = counts.enumerated().map { index, count in
      let isExact = parameters[index] <= LagDots.buckets
      let size = isExact ? count : LagDots.buckets
      let end = strips[first...].firstIndex { $0 != index } ?? strips.count
      defer { first = end }
      var generator = SeededGenerator(seed: UInt64(index))
      return Row(
        size: size, isExact: isExact, key: generator.next(), strips: first..<end,
        ring: Storage(floats: Self.slots * size))
    }
  }

  /// Begins afresh: the past does not exist.
  func forget() { steps = 0 }

  /// Begins the sketch of a strip.
  func begin(_ strip: Int) { sketch(strip).update(repeating: 0, count: LagDots.buckets) }

  /// Takes a block of a strip into the strip's sketch.
  func add(_ strip: Int, _ block: ProbeBlock, gradient: UnsafePointer<Float>) {
    let row = rows[rowOfStrip[strip]]
    if row.isExact {
      (current(row) + block.offset).update(from: gradient, count: block.count)
    } else {
      ck_sketch(sketch(strip), gradient, block.offset, block.count, row.key)
    }
  }

  /// Adds up the sketches of a sweep and holds them against those before.
  func finish() -> LagDots {
    var dots: [Double] = []
    dots.reserveCapacity(rows.count * LagDots.lags.count)
    for row in rows {
      let current = current(row)
      if !row.isExact {
        ck_sum_rows(current, sketch(row.strips.lowerBound), row.strips.count, row.size)
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

  private func sketch(_ strip: Int) -> UnsafeMutablePointer<Float> {
    stripSketches.floats + strip * LagDots.buckets
  }
}
