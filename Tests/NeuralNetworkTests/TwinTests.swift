import RunModel
import Testing

/// The twins themselves: every gradient against central finite differences, in double.
struct TwinTests {
  private func random(_ count: Int, seed: UInt64) -> [Double] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in generator.normal() }
  }

  /// Compares ∂(Σ r·f(x))/∂x, given as `gradient`, with central differences at every element.
  private func check(_ x: [Double], _ gradient: [Double], _ function: ([Double]) -> Double) {
    let step = 1e-5
    #expect(x.count == gradient.count)
    for index in x.indices {
      var above = x
      var below = x
      above[index] += step
      below[index] -= step
      let difference = (function(above) - function(below)) / (2 * step)
      #expect(abs(difference - gradient[index]) < 1e-7 * (1 + abs(difference)))
    }
  }

  private func weighted(_ values: [Double], _ weights: [Double]) -> Double {
    zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test(arguments: [(3, 1, 1), (3, 2, 1), (1, 2, 0), (5, 2, 2)])
  func convolution(kernel: Int, stride: Int, padding: Int) {
    let twin = ConvolutionTwin(outputs: 3, kernel: kernel, stride: stride, padding: padding)
    let x = Images(n: 2, c: 2, h: 5, w: 5, values: random(100, seed: 1))
    let weights = random(3 * 2 * kernel * kernel, seed: 2)
    var r = twin.forward(x, weights: weights)
    r.values = random(r.values.count, seed: 3)
    let gradients = twin.backward(x, weights: weights, gradient: r)
    check(x.values, gradients.input.values) {
      weighted(
        twin.forward(Images(n: 2, c: 2, h: 5, w: 5, values: $0), weights: weights).values, r.values)
    }
    check(weights, gradients.weights) { weighted(twin.forward(x, weights: $0).values, r.values) }
  }

  @Test(arguments: [false, true])
  func batchNormalization(relu: Bool) {
    let twin = BatchNormalizationTwin(relu: relu)
    let x = Images(n: 3, c: 2, h: 3, w: 2, values: random(36, seed: 4))
    let scale = random(2, seed: 5)
    let shift = random(2, seed: 6)
    let r = Images(n: 3, c: 2, h: 3, w: 2, values: random(36, seed: 7))
    let gradients = twin.backward(x, scale: scale, shift: shift, gradient: r)
    check(x.values, gradients.input.values) {
      let moved = Images(n: 3, c: 2, h: 3, w: 2, values: $0)
      return weighted(twin.forward(moved, scale: scale, shift: shift).values, r.values)
    }
    check(scale, gradients.scale) {
      weighted(twin.forward(x, scale: $0, shift: shift).values, r.values)
    }
    check(shift, gradients.shift) {
      weighted(twin.forward(x, scale: scale, shift: $0).values, r.values)
    }
  }

  @Test(arguments: [(true, 3, 2, 1), (false, 4, 1, 0)])
  func pooling(isMaximum: Bool, kernel: Int, stride: Int, padding: Int) {
    let twin = PoolingTwin(isMaximum: isMaximum, kernel: kernel, stride: stride, padding: padding)
    let x = Images(n: 2, c: 2, h: 4, w: 4, values: random(64, seed: 8))
    var r = twin.forward(x)
    r.values = random(r.values.count, seed: 9)
    check(x.values, twin.backward(x, gradient: r).values) {
      weighted(twin.forward(Images(n: 2, c: 2, h: 4, w: 4, values: $0)).values, r.values)
    }
  }

  @Test func linear() {
    let x = random(3 * 4, seed: 10)
    let weights = random(5 * 4, seed: 11)
    let bias = random(5, seed: 12)
    let r = random(3 * 5, seed: 13)
    let gradients = LinearTwin.backward(x, weights: weights, outputs: 5, inputs: 4, gradient: r)
    check(x, gradients.input) {
      weighted(LinearTwin.forward($0, weights: weights, bias: bias, inputs: 4), r)
    }
    check(weights, gradients.weights) {
      weighted(LinearTwin.forward(x, weights: $0, bias: bias, inputs: 4), r)
    }
    check(bias, gradients.bias) {
      weighted(LinearTwin.forward(x, weights: weights, bias: $0, inputs: 4), r)
    }
  }

  @Test func crossEntropy() {
    let x = random(3 * 4, seed: 14)
    check(x, CrossEntropyTwin.backward(x, labels: [2, 0, 3], classes: 4)) {
      CrossEntropyTwin.forward($0, labels: [2, 0, 3], classes: 4)
    }
  }
}
