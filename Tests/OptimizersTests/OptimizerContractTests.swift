import Optimizers
import RunModel
import Testing

/// What every rule promises, whatever it computes.
struct OptimizerContractTests {
  private func update(
    _ configuration: OptimizerConfiguration, weights: inout [Float], gradient: [Float], state: inout [Float]
  ) -> UpdateSums {
    weights.withUnsafeMutableBufferPointer { weights in
      state.withUnsafeMutableBufferPointer { state in
        configuration.optimizer.update(
          weights.baseAddress!, gradient: gradient, state: OptimizerState(state.baseAddress),
          count: weights.count)
      }
    }
  }

  /// Padding of blocked layouts relies on it.
  @Test(arguments: OptimizerRule.allCases)
  func zeroGradientAndStateChangeNothing(rule: OptimizerRule) {
    var weights: [Float] = [1, -2, 0, 3e-38]
    var state: [Float] = [0, 0, 0, 0]
    let before = weights
    let sums = update(
      OptimizerConfiguration(rule: rule), weights: &weights, gradient: [0, 0, 0, 0], state: &state)
    #expect(weights == before)
    #expect(state == [0, 0, 0, 0])
    #expect(sums.updateSquaredNorm == 0)
  }

  /// lr 0 leaves every weight as it is, bit for bit, but still follows the gradient in its state.
  @Test(arguments: OptimizerRule.allCases)
  func zeroLearningRateChangesNoWeight(rule: OptimizerRule) {
    var weights: [Float] = [1, -2, 0.3]
    var state: [Float] = [0, 0, 0]
    let before = weights
    _ = update(
      OptimizerConfiguration(rule: rule, learningRate: 0), weights: &weights, gradient: [5, -1, 2],
      state: &state)
    #expect(weights == before)
    #expect(state == (rule == .momentum ? [5, -1, 2] : [0, 0, 0]))
  }

  /// Blocks may be updated one by one: the result is that of the whole.
  @Test(arguments: OptimizerRule.allCases)
  func blocksMakeTheWhole(rule: OptimizerRule) {
    let configuration = OptimizerConfiguration(rule: rule)
    let gradient = (0..<100).map { Float($0 % 7) - 3 }
    var whole = (0..<100).map { Float($0) / 10 }
    var wholeState = [Float](repeating: 0.5, count: 100)
    var parts = whole
    var partState = wholeState
    _ = update(configuration, weights: &whole, gradient: gradient, state: &wholeState)
    parts.withUnsafeMutableBufferPointer { parts in
      partState.withUnsafeMutableBufferPointer { state in
        gradient.withUnsafeBufferPointer { gradient in
          for range in [0..<33, 33..<97, 97..<100] {
            _ = configuration.optimizer.update(
              parts.baseAddress! + range.lowerBound, gradient: gradient.baseAddress! + range.lowerBound,
              state: OptimizerState(state.baseAddress).advanced(by: range.lowerBound), count: range.count)
          }
        }
      }
    }
    #expect(parts == whole)
    #expect(partState == wholeState)
  }

  @Test func refusesWhatCannotBeSet() {
    #expect(OptimizerConfiguration(learningRate: 0).problem == nil)
    #expect(OptimizerConfiguration(momentum: 0).problem == nil)
    #expect(
      OptimizerConfiguration(learningRate: -0.1).problem
        == "the learning rate is -0.1; it must lie between 0 and 100")
    #expect(OptimizerConfiguration(learningRate: .nan).problem != nil)
    #expect(OptimizerConfiguration(learningRate: .infinity).problem != nil)
    #expect(
      OptimizerConfiguration(momentum: 1).problem == "the momentum is 1.0; it must be at least 0 and below 1")
    #expect(OptimizerConfiguration(momentum: -1).problem != nil)
  }
}
