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

  /// Steps after which a copy is made in any case: those that a recorded run went back to.
  var plannedSteps: Set<Int> = []
  /// The step after which the copy was made, 0 before the first; nil before there is one.
  private(set) var step: Int?

  private let network: Network
  private let weights: [Storage]
  private var statistics: [[Float]] = []
  private let memory: OptimizerMemory
  private var isGood = false

  /// Takes the memory.
  init(of network: Network) {
    self.network = network
    weights = network.parameters.map { Storage(floats: $0.storageCount) }
    memory = OptimizerMemory(for: network.parameters, quantities: [])
  }

  /// Says how the last step went.
  ///
  /// Good is a step at which all was finite and the loss at most twice that of guessing, ln(classes): weights are beyond
  /// use some steps before anything ceases to be finite.
  func judge(loss: Double, classes: Int, isFinite: Bool) {
    isGood = isFinite && loss <= 2 * log(Double(classes))
  }

  /// Copies the state between two steps, commands applied, where it is time: what a run, or a part of one, starts from;
  /// what was planned; and every so often after a good step.
  func copyIfDue(_ memory: OptimizerMemory, afterStep done: Int) {
    guard step == nil || plannedSteps.contains(done) || isGood && done.isMultiple(of: Self.interval) else {
      return
    }
    for (copy, parameter) in zip(weights, network.parameters) {
      copy.floats.update(from: parameter.values, count: parameter.storageCount)
    }
    statistics = network.runningStatistics.map(\.values)
    self.memory.copy(memory)
    step = done
  }

  /// Puts the copy back, if there is one; the optimizer's state is that of the optimizer then in effect.
  func restore(to memory: OptimizerMemory) {
    guard step != nil else { return }
    for (copy, parameter) in zip(weights, network.parameters) {
      parameter.values.update(from: copy.floats, count: parameter.storageCount)
    }
    for (values, statistic) in zip(statistics, network.runningStatistics) { statistic.values = values }
    memory.copy(self.memory)
  }
}
