/// A rule that changes parameters by their gradient: a small value of hyperparameters.
///
/// A rule is elementwise, so that it can be applied to any part of a tensor in any order, and it maps a zero gradient
/// with zero state to a zero update, so that padding stays zero.
public protocol Optimizer: Sendable {
  /// How many floats of state it keeps for every parameter; all zero at a fresh start.
  static var stateCount: Int { get }

  /// Updates a block of parameters in place and returns the sums that describe the update.
  ///
  /// All pointers hold `count` floats; `state` holds `stateCount` blocks.
  func update(
    _ weights: UnsafeMutablePointer<Float>, gradient: UnsafePointer<Float>, state: OptimizerState, count: Int
  ) -> UpdateSums
}

/// The state of a block of parameters, one block of floats for each of the rule's quantities.
public struct OptimizerState {
  private let first: UnsafeMutablePointer<Float>?

  /// The state of a rule that keeps none, or one quantity.
  public init(_ first: UnsafeMutablePointer<Float>? = nil) { self.first = first }

  /// The first quantity.
  ///
  /// - Precondition: The rule keeps at least one.
  public var quantity: UnsafeMutablePointer<Float> {
    guard let first else { preconditionFailure("the rule has no state") }
    return first
  }

  /// The state of the parameters from `offset` on.
  public func advanced(by offset: Int) -> OptimizerState { OptimizerState(first.map { $0 + offset }) }
}

/// Sums over an update u = θ_new − θ_old, in double precision.
public struct UpdateSums: Equatable, Sendable {
  /// Σ u².
  public var updateSquaredNorm: Double
  /// Σ θ_new².
  public var weightSquaredNorm: Double

  /// Makes sums.
  public init(updateSquaredNorm: Double, weightSquaredNorm: Double) {
    self.updateSquaredNorm = updateSquaredNorm
    self.weightSquaredNorm = weightSquaredNorm
  }
}
