import CKernels
import NeuralNetwork
import RunModel
import Statistics

/// The sums of the quantities besides the gradient, and the vectors of the past that they compare with: one float for
/// every parameter for each of `mean` and `update`, taken only where it is asked for.
///
/// All sums are taken by the same kernel as the gradient's.
final class QuantityProbe {
  /// Whether a sweep has to hand over updates.
  let needsUpdate: Bool
  /// In the order of their declaration.
  private let quantities: [Quantity]
  private let meanSlot, updateSlot, descentSlot: Int?
  /// The share of a new gradient in the mean, 1 − β.
  private let share: Float
  /// The mean of every row; empty where it is not asked for.
  let means: [Storage]
  /// The last update of every parameter; empty where it is not asked for.
  let updates: [Storage]
  /// Σ u² of the last step for every parameter.
  var previousUpdateSquaredNorms: [Double]
  /// Block by block, within each the quantities in order.
  private let sums: UnsafeMutableBufferPointer<ck_drift_sums>

  /// For rows of so many floats, the first `parameters` of which have updates.
  init(_ recorded: RecordedQuantities, counts: [Int], parameters: Int, blocks: Int) {
    let quantities = Quantity.allCases.filter { $0 != .gradient && recorded.quantities.contains($0) }
    self.quantities = quantities
    meanSlot = quantities.firstIndex(of: .mean)
    updateSlot = quantities.firstIndex(of: .update)
    descentSlot = quantities.firstIndex(of: .descent)
    needsUpdate = updateSlot != nil || descentSlot != nil
    share = Float(1 - recorded.beta)
    means = meanSlot == nil ? [] : counts.map(Storage.init(floats:))
    updates = updateSlot == nil ? [] : counts.prefix(parameters).map(Storage.init(floats:))
    previousUpdateSquaredNorms = Array(repeating: 0, count: parameters)
    sums = .allocate(capacity: blocks * quantities.count)
    sums.initialize(repeating: ck_drift_sums())
  }

  deinit { sums.deallocate() }

  /// Begins afresh: the past does not exist.
  func forget() {
    for index in previousUpdateSquaredNorms.indices { previousUpdateSquaredNorms[index] = 0 }
    for past in means + updates { past.clear() }
  }

  /// Holds a block of the gradient against the mean of those before, and takes it into the mean:
  /// m ← β·m + (1 − β)·g.
  func compareMean(_ index: Int, _ block: ProbeBlock, gradient: UnsafePointer<Float>) {
    guard let meanSlot else { return }
    let mean = means[block.row].floats + block.offset
    sums[index * quantities.count + meanSlot] = ck_drift(mean, gradient, block.count)
    ck_running_mean(mean, gradient, block.count, share, 1)
  }

  /// Holds a block of the update against the one before, which it replaces, and against the gradient.
  func compareUpdate(
    _ index: Int, _ block: ProbeBlock, update: UnsafePointer<Float>, gradient: UnsafePointer<Float>
  ) {
    if let descentSlot {
      sums[index * quantities.count + descentSlot] = ck_drift(update, gradient, block.count)
    }
    if let updateSlot {
      let previous = updates[block.row].floats + block.offset
      sums[index * quantities.count + updateSlot] = ck_drift(update, previous, block.count)
      previous.update(from: update, count: block.count)
    }
  }

  /// The sums of every row after a sweep, of whose gradients these are the sums.
  func addUp(_ blocks: [ProbeBlock], gradients: [DriftSums]) -> [QuantitySums] {
    quantities.enumerated().map { slot, quantity in
      var rows = Array(repeating: PairSums(), count: gradients.count)
      for (index, block) in blocks.enumerated() {
        let part = sums[index * quantities.count + slot]
        rows[block.row].dot += part.dot
        rows[block.row].squaredNorm += part.squared_norm
        rows[block.row].cross += part.cross
      }
      complete(&rows, of: quantity, gradients: gradients)
      return QuantitySums(quantity, sums: rows)
    }
  }

  /// The kernel gives the squared norm of its first vector; here the other one comes in, and both into their order.
  private func complete(_ rows: inout [PairSums], of quantity: Quantity, gradients: [DriftSums]) {
    for row in rows.indices {
      let squaredNorm = rows[row].squaredNorm
      if quantity == .update {
        // The control has no update.
        guard row < previousUpdateSquaredNorms.count else { continue }
        rows[row].otherSquaredNorm = previousUpdateSquaredNorms[row]
        previousUpdateSquaredNorms[row] = squaredNorm
      } else {
        rows[row].otherSquaredNorm = squaredNorm
        rows[row].squaredNorm = gradients[row].squaredNorm
      }
    }
  }
}
