import Optimizers
import RunModel
import Testing

/// Optimizers on given gradients against PyTorch in float64: 20 steps, in which lr and μ change.
struct OptimizerParityTests {
  struct Reference: Decodable {
    struct Step: Decodable {
      var learningRate: Double
      var momentum: Double
      /// The parameters after the step; not stored for every step.
      var parameters: [Double]?
    }
    var rule: OptimizerRule
    var count: Int
    var steps: [Step]
  }

  @Test(arguments: OptimizerRule.allCases)
  func agreesWithPyTorch(rule: OptimizerRule) throws {
    let references: [String: Reference] = try fixture("optimizers")
    let reference = try #require(references[rule.rawValue])
    #expect(reference.steps.count == 20)
    var weights = FixtureFormula.optimizerValues(FixtureFormula.optimizer, count: reference.count)
    var state = [Float](repeating: 0, count: reference.count)
    for (index, step) in reference.steps.enumerated() {
      let gradient = FixtureFormula.optimizerValues(
        FixtureFormula.optimizer + UInt64(index + 1), count: reference.count)
      let before = weights
      let optimizer = OptimizerConfiguration(
        rule: rule, learningRate: step.learningRate, momentum: step.momentum
      ).optimizer
      let sums = state.withUnsafeMutableBufferPointer { state in
        weights.withUnsafeMutableBufferPointer { weights in
          optimizer.update(
            weights.baseAddress!, gradient: gradient, state: OptimizerState(state.baseAddress),
            count: weights.count)
        }
      }
      if let expected = step.parameters {
        for (value, other) in zip(weights, expected) { #expect(abs(Double(value) - other) < 1e-6) }
      }
      // The sums that the update hands back describe what it did.
      let updates = zip(weights, before).map { Double($0) - Double($1) }
      #expect(close(sums.updateSquaredNorm, updates.reduce(0) { $0 + $1 * $1 }))
      #expect(close(sums.weightSquaredNorm, weights.reduce(0) { $0 + Double($1) * Double($1) }))
    }
  }

  private func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * abs(b) }
}
