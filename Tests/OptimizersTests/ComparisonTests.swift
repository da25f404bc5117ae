import CKernels
import Optimizers
import RunModel
import TestSupport
import Testing

/// What is compared in the sweep of an update, for every rule and every kind of length.
struct ComparisonTests {
  private static let steps = 5
  private static let counts = [1, 7, 8, 1000, 1024, 2051]

  /// Vectors of the past of one block.
  private final class Past {
    let count: Int
    let previous, mean, update, sketch: UnsafeMutablePointer<Float>

    init(count: Int) {
      self.count = count
      func zeros(_ count: Int) -> UnsafeMutablePointer<Float> {
        let floats = UnsafeMutablePointer<Float>.allocate(capacity: count)
        floats.initialize(repeating: 0, count: count)
        return floats
      }
      (previous, mean, update) = (zeros(count), zeros(count), zeros(count))
      sketch = zeros(Int(CK_SKETCH))
    }

    deinit { [previous, mean, update, sketch].forEach { $0.deallocate() } }

    var gradientAlone: ck_comparison {
      var comparison = ck_comparison()
      comparison.previous = UnsafePointer(previous)
      return comparison
    }

    var everything: ck_comparison {
      var comparison = gradientAlone
      comparison.is_everything = true
      (comparison.mean, comparison.share, comparison.update) = (mean, 0.25, update)
      (comparison.sketch, comparison.key) = (sketch, 11)
      return comparison
    }
  }

  private func gradient(_ step: Int, count: Int) -> [Float] {
    (0..<count).map { Float(($0 * 7919 + step * 104_729) % 1000 - 500) / 250 + 0.01 }
  }

  private func bits(_ sums: ck_drift_sums) -> [UInt64] {
    [sums.dot, sums.squared_norm, sums.cross].map(\.bitPattern)
  }

  /// Neither weights and state nor any sum has another bit for what is compared besides.
  @Test(arguments: everyOptimizer)
  func comparingMoreChangesNothing(configuration: OptimizerConfiguration) {
    for count in Self.counts {
      let past = Past(count: count)
      var bare = OptimizerBlock(weights: gradient(-1, count: count))
      var full = bare
      for step in 0..<Self.steps {
        let gradient = gradient(step, count: count)
        var (some, all) = (past.gradientAlone, past.everything)
        let a = bare.update(configuration, gradient: gradient, with: &some)
        let b = full.update(configuration, gradient: gradient, with: &all)
        past.previous.update(from: gradient, count: count)
        #expect(bits(a.gradient) == bits(b.gradient), "\(count)")
        #expect(a.update_squared_norm == b.update_squared_norm)
        #expect(a.weight_squared_norm == b.weight_squared_norm)
      }
      #expect(bare.weights == full.weights && bare.state == full.state)
    }
  }

  /// Every pair of vectors against sums taken one by one, and the sketch against its own kernel.
  @Test(arguments: everyOptimizer)
  func sumsAreThoseOfTheirTwins(configuration: OptimizerConfiguration) {
    for count in Self.counts {
      let past = Past(count: count)
      var block = OptimizerBlock(weights: gradient(-1, count: count))
      var mean = [Float](repeating: 0, count: count)
      var (previous, update, sketch) = (mean, mean, [Float](repeating: 0, count: Int(CK_SKETCH)))
      for step in 0..<Self.steps {
        let gradient = gradient(step, count: count)
        let before = block.weights
        var comparison = past.everything
        let sums = block.update(configuration, gradient: gradient, with: &comparison)
        past.previous.update(from: gradient, count: count)
        let change = zip(block.weights, before).map { $0 - $1 }
        expectEqual(sums.gradient, gradient, previous)
        expectEqual(sums.mean, mean, gradient)
        expectEqual(sums.update, change, update)
        expectEqual(sums.descent, change, gradient)
        mean = zip(mean, gradient).map { 0.75 * $0 + 0.25 * $1 }
        (previous, update) = (gradient, change)
        ck_sketch(&sketch, gradient, 0, count, 11)
      }
      #expect(Array(UnsafeBufferPointer(start: past.sketch, count: sketch.count)) == sketch)
    }
  }

  private func expectEqual(_ sums: ck_drift_sums, _ a: [Float], _ b: [Float]) {
    let products = zip(a, b).map { Double($0) * Double($1) }
    let square = a.reduce(0) { $0 + Double($1) * Double($1) }
    let cross = products.reduce(0) { $0 + $1 * $1 }
    // The mean is rounded in another way here.
    let tolerance = 1e-6
    #expect(abs(sums.dot - products.reduce(0, +)) <= tolerance * products.reduce(0) { $0 + abs($1) })
    #expect(abs(sums.squared_norm - square) <= tolerance * square)
    #expect(abs(sums.cross - cross) <= tolerance * cross)
  }

  /// Where a gradient is compared, what of it is not finite is zero to the rule, and is not lost to the sums.
  @Test(arguments: everyOptimizer, [Float.nan, .infinity])
  func whatIsNotFiniteIsZeroToTheRule(configuration: OptimizerConfiguration, value: Float) {
    let past = Past(count: 19)
    var gradient = gradient(1, count: 19)
    var clean = gradient
    (gradient[4], gradient[17]) = (value, value)
    (clean[4], clean[17]) = (0, 0)
    var block = OptimizerBlock(weights: self.gradient(0, count: 19))
    var twin = block
    var (comparison, other) = (past.everything, Past(count: 19).gradientAlone)
    other.previous = nil
    let sums = block.update(configuration, gradient: gradient, with: &comparison)
    twin.update(configuration, gradient: clean, with: &other)
    #expect(block.weights == twin.weights && block.state == twin.state)
    #expect(!sums.gradient.squared_norm.isFinite && sums.update_squared_norm.isFinite)
    #expect((0..<19).allSatisfy { past.mean[$0].isFinite })
  }
}
