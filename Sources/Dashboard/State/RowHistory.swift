import RunModel
import Statistics

/// The cosines of the rows of one grouping over the last steps, and their verdict counts over the whole run.
///
/// Cosines are kept as `Float`, four bytes a cell: 24 bits are far more than a picture or a comparison with
/// τ needs. NaN stands for undefined and never leaves this type; counts and means are taken from the sums in
/// double precision before rounding.
struct RowHistory: Sendable {
  /// The rows, input first.
  let rows: [LayerDescription]
  /// τ(n) of each row.
  let bounds: [Double]
  /// The verdicts on each row since the run began.
  private(set) var counts: [VerdictCounts]
  /// The sums of each row at the newest step; empty before the first.
  private(set) var newest: [DriftSums] = []
  /// The row that holds each tensor.
  let rowOfTensor: [Int]

  /// The ring: the cosines of step s begin at `(s − base) % capacity * rows.count` (see `DriftHistory`).
  private var cosines: [Float] = []

  init(grouping: Grouping, tensors: [TensorDescription]) {
    let rows = grouping.rows(of: tensors)
    var rowOfTensor = Array(repeating: 0, count: tensors.count)
    for (index, row) in rows.enumerated() {
      for tensor in row.tensors { rowOfTensor[tensor] = index }
    }
    self.rows = rows
    self.rowOfTensor = rowOfTensor
    bounds = rows.map { PaperBound.threshold(parameters: max(1, $0.parameters)) }
    counts = Array(repeating: VerdictCounts(), count: rows.count)
  }

  /// Cosines kept: what memory grows with.
  var storedCells: Int { cosines.count }

  /// The cosine of a row in a slot of the ring; nil where it is undefined.
  func cosine(row: Int, slot: Int) -> Double? {
    let value = cosines[slot * rows.count + row]
    return value.isNaN ? nil : Double(value)
  }

  /// Takes a step into a slot: the one after the last while the ring grows, any one after.
  mutating func store(_ sums: [DriftSums], slot: Int) {
    newest = rows.map { row in row.tensors.reduce(DriftSums()) { $0 + sums[$1] } }
    write(newest.map { $0.cosine.map(Float.init) ?? .nan }, slot: slot)
    for row in rows.indices { counts[row].add(cosine: newest[row].cosine, bound: bounds[row]) }
  }

  /// Marks a slot as a step that was never seen.
  mutating func storeGap(slot: Int) {
    write(Array(repeating: .nan, count: rows.count), slot: slot)
  }

  /// Forgets the cosines, not the counts.
  mutating func clear() { cosines.removeAll(keepingCapacity: true) }

  private mutating func write(_ values: [Float], slot: Int) {
    let start = slot * rows.count
    if start == cosines.count {
      cosines += values
    } else {
      cosines.replaceSubrange(start..<start + rows.count, with: values)
    }
  }
}
