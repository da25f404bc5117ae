import CKernels

/// A rule that changes parameters by their gradient: a small value of hyperparameters.
///
/// A rule is elementwise, so that it can be applied to any part of a tensor in any order. It maps a zero gradient with
/// zero state and a zero weight to a zero weight, so that padding stays zero; without weight decay, to the same weight.
///
/// Letters, in all rules: θ weights, g gradient, η learning rate, λ weight decay. Coupled decay adds λ·θ to g, decoupled
/// decay takes θ to (1 − η·λ)·θ before the update.
public protocol Optimizer: Sendable {
  /// Updates a block of parameters in place and returns the sums that describe the update and, with a comparison, the
  /// sums of what is compared in the same sweep.
  ///
  /// All pointers hold `count` floats; `state` has the quantities of the rule's entry in the table, slot by slot.
  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int,
    with comparison: UnsafePointer<ck_comparison>?
  ) -> ck_sums
}
