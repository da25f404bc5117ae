import CKernels

extension ck_comparison {
  /// The same of the floats from `offset`, a multiple of `CK_SKETCH`, on.
  func advanced(by offset: Int) -> ck_comparison {
    var comparison = self
    comparison.previous = previous.map { $0 + offset }
    comparison.mean = mean.map { $0 + offset }
    comparison.update = update.map { $0 + offset }
    comparison.first = first + offset
    return comparison
  }
}

extension ck_drift_sums {
  /// The sums of two disjoint blocks.
  package static func += (sums: inout ck_drift_sums, other: ck_drift_sums) {
    sums.dot += other.dot
    sums.squared_norm += other.squared_norm
    sums.cross += other.cross
  }
}

extension ck_sums {
  /// The sums of two disjoint blocks.
  package static func += (sums: inout ck_sums, other: ck_sums) {
    sums.gradient += other.gradient
    sums.mean += other.mean
    sums.update += other.update
    sums.descent += other.descent
    sums.update_squared_norm += other.update_squared_norm
    sums.weight_squared_norm += other.weight_squared_norm
  }
}
