import NeuralNetwork
import Optimizers

/// The memory of an optimizer's state for all parameters, all zero at a fresh start.
final class OptimizerMemory {
  /// One entry per parameter.
  let states: [OptimizerState]
  private let memory: [UnsafeMutableBufferPointer<Float>]

  /// Takes memory for `stateCount` quantities of every parameter; so far rules have one at most.
  init(for parameters: [Parameter], stateCount: Int) {
    precondition(stateCount <= 1)
    memory = parameters.map {
      let block = UnsafeMutableBufferPointer<Float>.allocate(capacity: $0.storageCount * stateCount)
      block.initialize(repeating: 0)
      return block
    }
    states = memory.map { OptimizerState(stateCount > 0 ? $0.baseAddress : nil) }
  }

  deinit { memory.forEach { $0.deallocate() } }
}
