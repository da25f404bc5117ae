import CKernels
import Optimizers
import RunModel

/// Some parameters with the state that a rule keeps of them, as training would hold it.
package struct OptimizerBlock {
  package var weights: [Float]
  /// The state, by what it means.
  package var state: [StateQuantity: [Float]] = [:]
  /// The number of updates that each quantity has seen.
  package var ages: [StateQuantity: Int] = [:]
  /// The number of updates done.
  package private(set) var steps = 0

  package init(weights: [Float]) { self.weights = weights }

  /// One update of all parameters, in the given blocks or at once; what a rule does not share with the one before
  /// starts fresh.
  @discardableResult
  package mutating func update(
    _ configuration: OptimizerConfiguration, gradient: [Float], blocks: [Range<Int>]? = nil,
    with comparison: UnsafePointer<ck_comparison>? = nil
  ) -> ck_sums {
    let quantities = configuration.state
    state = state.filter { quantities.contains($0.key) }
    ages = ages.filter { quantities.contains($0.key) }
    let optimizer = configuration.optimizer(step: steps + 1)
    let memory = quantities.map { quantity in
      let floats = UnsafeMutablePointer<Float>.allocate(capacity: weights.count)
      floats.initialize(
        from: state[quantity] ?? Array(repeating: 0, count: weights.count), count: weights.count)
      return floats
    }
    defer { memory.forEach { $0.deallocate() } }
    var whole = OptimizerState()
    for (slot, floats) in memory.enumerated() { whole.set(slot, floats, age: ages[quantities[slot]] ?? 0) }

    var total = ck_sums()
    weights.withUnsafeMutableBufferPointer { weights in
      gradient.withUnsafeBufferPointer { gradient in
        for range in blocks ?? [weights.indices] {
          total += optimizer.update(
            weights.baseAddress! + range.lowerBound, gradient: gradient.baseAddress! + range.lowerBound,
            state: whole.advanced(by: range.lowerBound), count: range.count, with: comparison)
        }
      }
    }
    for (slot, quantity) in quantities.enumerated() {
      state[quantity] = Array(UnsafeBufferPointer(start: memory[slot], count: weights.count))
      ages[quantity, default: 0] += 1
    }
    steps += 1
    return total
  }
}
