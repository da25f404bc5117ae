import Foundation
import NeuralNetwork
import RunModel

/// The last good weights of a run, to go back to: weights, the optimizer's state with its ages, and running statistics.
///
/// They take as much memory as what they are copied from. Copying costs a few milliseconds for ten million parameters,
/// once in `interval` steps.
final class GoodWeights {
  /// Steps from one copy to the next.
  static let interval = 100

  /// The step after which they were copied; 0: before the first.
  private(set) var step = 0
  private let network: Network
  private let weights: [UnsafeMutableBufferPointer<Float>]
  private var statistics: [[Float]] = []
  private let memory: OptimizerMemory

  /// Copies what a run starts from.
  init(of network: Network, memory: OptimizerMemory) {
    self.network = network
    weights = network.parameters.map { .allocate(capacity: $0.storageCount) }
    self.memory = OptimizerMemory(for: network.parameters, quantities: [])
    copy(memory, step: 0)
  }

  deinit { weights.forEach { $0.deallocate() } }

  /// Copies the state after a step at which all was finite, where it is time and the step was a good one.
  ///
  /// Good means that the loss is at most twice that of guessing, ln(classes): weights are beyond use some steps before
  /// anything ceases to be finite.
  func consider(_ record: StepRecord, classes: Int, memory: OptimizerMemory) {
    guard record.step.isMultiple(of: Self.interval), record.loss <= 2 * log(Double(classes)) else { return }
    copy(memory, step: record.step)
  }

  private func copy(_ memory: OptimizerMemory, step: Int) {
    for (copy, parameter) in zip(weights, network.parameters) {
      copy.baseAddress!.update(from: parameter.values, count: copy.count)
    }
    statistics = network.runningStatistics.map(\.values)
    self.memory.copy(memory)
    self.step = step
  }

  /// Puts the copy back; the optimizer's state is that of the optimizer then in effect.
  func restore(to memory: OptimizerMemory) {
    for (copy, parameter) in zip(weights, network.parameters) {
      parameter.values.update(from: copy.baseAddress!, count: copy.count)
    }
    for (values, statistic) in zip(statistics, network.runningStatistics) { statistic.values = values }
    memory.copy(self.memory)
  }
}
