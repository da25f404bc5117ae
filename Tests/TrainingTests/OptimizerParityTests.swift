import RunModel
import TestSupport
import Testing

/// Optimizers on given gradients against PyTorch in float64: 20 steps, in which η and μ change, with and without weight
/// decay. What is not set is the default on both sides.
struct OptimizerParityTests {
  struct Reference: Decodable {
    struct Step: Decodable {
      var learningRate: Double
      /// The momentum of the rules that have it.
      var momentum: Double?
      /// The parameters after the step; not stored for every step.
      var parameters: [Double]?
    }
    var rule: OptimizerRule
    var weightDecay: Double
    var count: Int
    var steps: [Step]
  }

  /// The others are held against twins written from their papers, in `OptimizerTwinTests`.
  static let rules = OptimizerRule.allCases.filter { ![.adabelief, .lion].contains($0) }

  @Test(arguments: rules, [0, 0.1])
  func agreesWithPyTorch(rule: OptimizerRule, decay: Double) throws {
    let references: [String: Reference] = try fixture("optimizers")
    let reference = try #require(references["\(rule.rawValue) \(decay == 0 ? "0" : "\(decay)")"])
    #expect(reference.rule == rule && reference.weightDecay == decay)
    #expect(reference.steps.count == 20)
    var block = OptimizerBlock(
      weights: FixtureFormula.optimizerValues(FixtureFormula.optimizer, count: reference.count))
    var compared = 0
    for (index, step) in reference.steps.enumerated() {
      let gradient = FixtureFormula.optimizerValues(
        FixtureFormula.optimizer + UInt64(index + 1), count: reference.count)
      let before = block.weights
      let sums = block.update(
        OptimizerConfiguration(
          rule: rule, learningRate: step.learningRate, momentum: step.momentum, weightDecay: decay),
        gradient: gradient)
      if let expected = step.parameters {
        compared += 1
        for (value, other) in zip(block.weights, expected) { #expect(abs(Double(value) - other) < 1e-6) }
      }
      // The sums that the update hands back describe what it did.
      let updates = zip(block.weights, before).map { Double($0) - Double($1) }
      #expect(close(sums.update_squared_norm, updates.reduce(0) { $0 + $1 * $1 }))
      #expect(close(sums.weight_squared_norm, block.weights.reduce(0) { $0 + Double($1) * Double($1) }))
    }
    #expect(compared == 5)
  }

  private func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * abs(b) }

  /// Against PyTorch's schedulers over 40 steps.
  @Test func schedulesAgreeWithPyTorch() throws {
    let references: [String: [Double]] = try fixture("schedules")
    #expect(references.count == 4)
    for (text, factors) in references {
      let parts = text.split(separator: "+").map(String.init)
      let shape = try #require(LearningRateSchedule.Shape(parts[0]))
      let schedule = LearningRateSchedule(shape, warmup: parts.count > 1 ? try #require(Int(parts[1])) : 0)
      for (index, factor) in factors.enumerated() {
        #expect(abs(schedule.factor(step: index + 1) - factor) < 1e-12, "\(text), step \(index + 1)")
      }
    }
  }
}
