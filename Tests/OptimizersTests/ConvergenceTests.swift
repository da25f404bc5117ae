import Foundation
import RunModel
import TestSupport
import Testing

/// Every rule finds a minimum, its learning rate falling to zero along a cosine.
struct ConvergenceTests {
  /// The learning rates that these functions want; both are badly scaled in other ways than networks are.
  private func learningRate(_ rule: OptimizerRule, onRosenbrock: Bool) -> Double {
    switch rule {
    case .sgd: onRosenbrock ? 1.5e-3 : 0.05
    case .momentum, .nesterov: onRosenbrock ? 5e-4 : 0.02
    case .adagrad: 0.5
    case .adam, .adamw, .adamax, .adabelief, .rmsprop: 0.02
    case .lion: 5e-3
    }
  }

  private func minimum(
    _ configuration: OptimizerConfiguration, from start: [Float], steps: Int,
    gradient: (Double, Double) -> (Double, Double)
  ) -> (x: Double, y: Double) {
    var configuration = configuration
    configuration.weightDecay = 0
    configuration.schedule = LearningRateSchedule(.cosine(steps: steps))
    var block = OptimizerBlock(weights: start)
    for _ in 0..<steps {
      let slope = gradient(Double(block.weights[0]), Double(block.weights[1]))
      block.update(configuration, gradient: [Float(slope.0), Float(slope.1)])
    }
    return (Double(block.weights[0]), Double(block.weights[1]))
  }

  /// f = ½·(x² + 10·y²), minimum at (0, 0).
  @Test(arguments: everyOptimizer)
  func quadratic(configuration: OptimizerConfiguration) {
    var configuration = configuration
    configuration.learningRate = learningRate(configuration.rule, onRosenbrock: false)
    let found = minimum(configuration, from: [1, -1], steps: 2000) { x, y in (x, 10 * y) }
    #expect(hypot(found.x, found.y) < 1e-3, "\(found)")
  }

  /// f = (1 − x)² + 100·(y − x²)², minimum at (1, 1) in a bent valley (Rosenbrock 1960), from its usual start.
  @Test(arguments: everyOptimizer)
  func rosenbrock(configuration: OptimizerConfiguration) {
    var configuration = configuration
    configuration.learningRate = learningRate(configuration.rule, onRosenbrock: true)
    let found = minimum(configuration, from: [-1.2, 1], steps: 30_000) { x, y in
      (-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x))
    }
    #expect(hypot(found.x - 1, found.y - 1) < 0.02, "\(found)")
  }
}
