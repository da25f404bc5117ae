import RunModel
import TestSupport
import Testing

/// What every rule promises, whatever it computes.
struct OptimizerContractTests {
  /// Numbers in −1...1 that differ from step to step.
  private func gradient(_ step: Int, count: Int) -> [Float] {
    (0..<count).map { Float(($0 * 37 + step * 101) % 201) / 100 - 1 }
  }

  private func trained(_ configuration: OptimizerConfiguration, steps: Int, count: Int = 100)
    -> OptimizerBlock
  {
    var block = OptimizerBlock(weights: (0..<count).map { Float($0 % 13) / 10 - 0.5 })
    for step in 0..<steps { block.update(configuration, gradient: gradient(step, count: count)) }
    return block
  }

  @Test(arguments: everyOptimizer)
  func sameGradientsSameBits(configuration: OptimizerConfiguration) {
    let (a, b) = (trained(configuration, steps: 10), trained(configuration, steps: 10))
    #expect(a.weights == b.weights)
    #expect(a.state == b.state)
    #expect(a.weights != trained(configuration, steps: 9).weights)
  }

  /// Padding of blocked layouts relies on it.
  @Test(arguments: everyOptimizer)
  func zeroGradientAndStateChangeNothing(configuration: OptimizerConfiguration) {
    var configuration = configuration
    configuration.weightDecay = 0
    let weights: [Float] = [1, -2, 0, 3e-38]
    var block = OptimizerBlock(weights: weights)
    for _ in 0..<4 {
      let sums = block.update(configuration, gradient: [0, 0, 0, 0])
      #expect(block.weights == weights)
      #expect(sums.update_squared_norm == 0)
    }
  }

  /// The same with decay: what is zero stays zero, what is not comes nearer to it.
  @Test(arguments: everyOptimizer)
  func decayDrawsToZeroAndKeepsZero(configuration: OptimizerConfiguration) {
    var configuration = configuration
    configuration.weightDecay = 0.1
    var block = OptimizerBlock(weights: [1, -2, 0])
    for _ in 0..<4 { block.update(configuration, gradient: [0, 0, 0]) }
    #expect(block.weights[0] < 1 && block.weights[0] > 0.5)
    #expect(block.weights[1] > -2 && block.weights[1] < -1.5)
    #expect(block.weights[2] == 0)
  }

  /// lr 0 leaves every weight as it is, bit for bit, but the state still follows the gradient.
  @Test(arguments: everyOptimizer)
  func zeroLearningRateChangesNoWeight(configuration: OptimizerConfiguration) {
    var still = configuration
    still.learningRate = 0
    var block = OptimizerBlock(weights: [1, -2, 0.3])
    for _ in 0..<4 { block.update(still, gradient: [5, -1, 2]) }
    #expect(block.weights == [1, -2, 0.3])
    for quantity in configuration.rule.entry.state {
      #expect(block.state[quantity]?.contains(0) == false, "\(quantity)")
    }
  }

  /// Blocks may be updated one by one: the result is that of the whole.
  @Test(arguments: everyOptimizer)
  func blocksMakeTheWhole(configuration: OptimizerConfiguration) {
    let count = 700
    var whole = trained(configuration, steps: 2, count: count)
    var parts = whole
    for step in 2..<5 {
      let sums = whole.update(configuration, gradient: gradient(step, count: count))
      let partSums = parts.update(
        configuration, gradient: gradient(step, count: count),
        blocks: [0..<33, 33..<34, 34..<97, 97..<640, 640..<count])
      #expect(parts.weights == whole.weights)
      #expect(parts.state == whole.state)
      #expect(abs(sums.update_squared_norm - partSums.update_squared_norm) <= 1e-12 * sums.update_squared_norm)
      #expect(abs(sums.weight_squared_norm - partSums.weight_squared_norm) <= 1e-12 * sums.weight_squared_norm)
    }
  }

  @Test(arguments: everyOptimizer)
  func aParameterAloneIsAsAmongOthers(configuration: OptimizerConfiguration) {
    let many = trained(configuration, steps: 6)
    var one = OptimizerBlock(weights: [Float(99 % 13) / 10 - 0.5])
    for step in 0..<6 { one.update(configuration, gradient: [gradient(step, count: 100)[99]]) }
    #expect(one.weights == [many.weights[99]])
  }

  /// The state is all that a rule remembers: training goes on from a copy of it with the same bits.
  @Test(arguments: everyOptimizer)
  func stateAndAgesAreAllThatIsRemembered(configuration: OptimizerConfiguration) {
    var first = trained(configuration, steps: 5)
    var copy = OptimizerBlock(weights: first.weights)
    copy.state = first.state
    copy.ages = first.ages
    for step in 5..<10 {
      first.update(configuration, gradient: gradient(step, count: 100))
      copy.update(configuration, gradient: gradient(step, count: 100))
    }
    #expect(copy.weights == first.weights)
    #expect(copy.state == first.state)
  }

  /// What is no number must not be lost: it is in the weight at once, and beside it nothing is harmed.
  @Test(arguments: everyOptimizer)
  func noNumberReachesTheWeight(configuration: OptimizerConfiguration) {
    var block = trained(configuration, steps: 4, count: 3)
    var clean = block
    let sums = block.update(configuration, gradient: [0.5, .nan, 0.5])
    clean.update(configuration, gradient: [0.5, 0, 0.5])
    #expect(block.weights[1].isNaN)
    #expect(sums.update_squared_norm.isNaN && sums.weight_squared_norm.isNaN)
    #expect(block.weights[0] == clean.weights[0] && block.weights[2] == clean.weights[2])
  }

  /// An infinite gradient shows in the weight or, where only its sign counts, in the state.
  @Test(arguments: everyOptimizer)
  func infinityIsSeen(configuration: OptimizerConfiguration) {
    var block = OptimizerBlock(weights: [1])
    block.update(configuration, gradient: [.infinity])
    let values = block.weights + block.state.values.flatMap(\.self)
    #expect(values.contains { !$0.isFinite })
    if configuration.rule != .lion { #expect(!block.weights[0].isFinite) }
  }
}
