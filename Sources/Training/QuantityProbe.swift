import CKernels
import NeuralNetwork
import RunModel
import Statistics

/// The sums of the quantities besides the gradient, and the vectors of the past that they compare with: one float for
/// every parameter for each of `mean` and `update`, taken only where it is asked for.
final class QuantityProbe {
  /// In the order of their declaration.
  private let quantities: [Quantity]
  /// The share of a new gradient in the mean, 1 − β.
  private let share: Float
  /// The mean of every row; empty where it is not asked for.
  let means: [Storage]
  /// The last update of every parameter; empty where it is not asked for.
  let updates: [Storage]
  /// Σ u² of the last step for every parameter.
  var previousUpdateSquaredNorms: [Double]

  /// For rows of so many floats, the first `parameters` of which have updates.
  init(_ recorded: RecordedQuantities, counts: [Int], parameters: Int) {
    quantities = Quantity.allCases.filter { $0 != .gradient && recorded.quantities.contains($0) }
    share = Float(1 - recorded.beta)
    means = quantities.contains(.mean) ? counts.map(Storage.init(floats:)) : []
    updates = quantities.contains(.update) ? counts.prefix(parameters).map(Storage.init(floats:)) : []
    previousUpdateSquaredNorms = Array(repeating: 0, count: parameters)
  }

  /// Begins afresh: the past does not exist.
  func forget() {
    for index in previousUpdateSquaredNorms.indices { previousUpdateSquaredNorms[index] = 0 }
    for past in means + updates { past.clear() }
  }

  /// Adds to a comparison of a block what the quantities compare.
  func complete(_ comparison: inout ck_comparison, _ block: ProbeBlock) {
    guard !quantities.isEmpty else { return }
    comparison.is_everything = true
    comparison.share = share
    if !means.isEmpty { comparison.mean = means[block.row].floats + block.offset }
    if block.row < updates.count { comparison.update = updates[block.row].floats + block.offset }
  }

  /// The sums of every row after a sweep, of which these are the sums of its kernels.
  func addUp(_ rows: [ck_sums]) -> [QuantitySums] {
    quantities.map { quantity in
      var sums = rows.map { PairSums($0, quantity) }
      if quantity == .update {
        // The control has no update.
        for row in previousUpdateSquaredNorms.indices {
          sums[row].otherSquaredNorm = previousUpdateSquaredNorms[row]
          previousUpdateSquaredNorms[row] = sums[row].squaredNorm
        }
      }
      return QuantitySums(quantity, sums: sums)
    }
  }
}

extension PairSums {
  /// A quantity's sums from those of a sweep, which do not have the squared norm of what is past.
  fileprivate init(_ sums: ck_sums, _ quantity: Quantity) {
    let gradient = sums.gradient.squared_norm
    switch quantity {
    case .gradient: self.init(sums.gradient, gradient, 0)
    case .update: self.init(sums.update, sums.update.squared_norm, 0)
    case .mean: self.init(sums.mean, gradient, sums.mean.squared_norm)
    case .descent: self.init(sums.descent, gradient, sums.descent.squared_norm)
    }
  }

  private init(_ sums: ck_drift_sums, _ squaredNorm: Double, _ otherSquaredNorm: Double) {
    self.init(dot: sums.dot, squaredNorm: squaredNorm, otherSquaredNorm: otherSquaredNorm, cross: sums.cross)
  }
}
