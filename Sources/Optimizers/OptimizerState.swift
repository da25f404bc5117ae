/// The state of a block of parameters: up to three quantities, each with a block of floats and an age.
///
/// A quantity is all zero at a fresh start. Its age is the number of updates since then, the coming one not counted;
/// quantities have ages of their own, since a change of the rule may keep one and begin another.
public struct OptimizerState {
  /// The most quantities that a rule may have.
  public static let capacity = 3

  private typealias Slot = (floats: UnsafeMutablePointer<Float>?, age: Int)
  private var slots: (Slot, Slot, Slot) = ((nil, 0), (nil, 0), (nil, 0))

  /// The state of a rule that keeps none.
  public init() {}

  /// Sets what a slot holds.
  public mutating func set(_ slot: Int, _ floats: UnsafeMutablePointer<Float>, age: Int) {
    switch slot {
    case 0: slots.0 = (floats, age)
    case 1: slots.1 = (floats, age)
    case 2: slots.2 = (floats, age)
    default: preconditionFailure("a rule has at most \(Self.capacity) quantities")
    }
  }

  /// The floats of a slot.
  ///
  /// - Precondition: The rule has so many quantities.
  public subscript(slot: Int) -> UnsafeMutablePointer<Float> {
    guard let floats = self.slot(slot).floats else { preconditionFailure("the rule has no quantity \(slot)") }
    return floats
  }

  /// The number of updates that a slot has seen.
  public func age(_ slot: Int) -> Int { self.slot(slot).age }

  /// The state of the parameters from `offset` on.
  public func advanced(by offset: Int) -> OptimizerState {
    var state = self
    state.slots.0.floats = slots.0.floats.map { $0 + offset }
    state.slots.1.floats = slots.1.floats.map { $0 + offset }
    state.slots.2.floats = slots.2.floats.map { $0 + offset }
    return state
  }

  private func slot(_ index: Int) -> Slot {
    switch index {
    case 0: slots.0
    case 1: slots.1
    default: slots.2
    }
  }
}
