import Foundation

/// Slow, obvious twins of the layers, in double precision, written from the definitions.
///
/// Arrays are row-major; images have the shape (n, c, h, w).
struct Images: Equatable {
  var n: Int
  var c: Int
  var h: Int
  var w: Int
  var values: [Double]

  init(n: Int, c: Int, h: Int, w: Int, values: [Double]? = nil) {
    (self.n, self.c, self.h, self.w) = (n, c, h, w)
    self.values = values ?? Array(repeating: 0, count: n * c * h * w)
    precondition(self.values.count == n * c * h * w)
  }

  subscript(image: Int, channel: Int, y: Int, x: Int) -> Double {
    get { values[((image * c + channel) * h + y) * w + x] }
    set { values[((image * c + channel) * h + y) * w + x] = newValue }
  }
}

/// y[i, o, y, x] = Σ x[i, c, y·s + ky − p, x·s + kx − p] · w[o, c, ky, kx].
struct ConvolutionTwin {
  var outputs: Int
  var kernel: Int
  var stride: Int
  var padding: Int

  private func outputSize(_ size: Int) -> Int { (size + 2 * padding - kernel) / stride + 1 }

  /// Calls `body` for every product that the convolution adds up: indices of input, weight and output.
  private func eachProduct(
    _ x: Images,
    _ body: (_ input: (Int, Int, Int, Int), _ weight: Int, _ output: (Int, Int, Int, Int)) -> Void
  ) {
    for image in 0..<x.n {
      for o in 0..<outputs {
        for y in 0..<outputSize(x.h) {
          for column in 0..<outputSize(x.w) {
            for c in 0..<x.c {
              for ky in 0..<kernel {
                for kx in 0..<kernel {
                  let sourceY = y * stride + ky - padding
                  let sourceX = column * stride + kx - padding
                  guard sourceY >= 0, sourceY < x.h, sourceX >= 0, sourceX < x.w else { continue }
                  body(
                    (image, c, sourceY, sourceX), ((o * x.c + c) * kernel + ky) * kernel + kx,
                    (image, o, y, column))
                }
              }
            }
          }
        }
      }
    }
  }

  func forward(_ x: Images, weights: [Double]) -> Images {
    var result = Images(n: x.n, c: outputs, h: outputSize(x.h), w: outputSize(x.w))
    eachProduct(x) { i, w, o in
      result[o.0, o.1, o.2, o.3] += x[i.0, i.1, i.2, i.3] * weights[w]
    }
    return result
  }

  func backward(_ x: Images, weights: [Double], gradient: Images) -> (input: Images, weights: [Double]) {
    var inputGradient = Images(n: x.n, c: x.c, h: x.h, w: x.w)
    var weightGradient = Array(repeating: 0.0, count: weights.count)
    eachProduct(x) { i, w, o in
      let g = gradient[o.0, o.1, o.2, o.3]
      inputGradient[i.0, i.1, i.2, i.3] += g * weights[w]
      weightGradient[w] += g * x[i.0, i.1, i.2, i.3]
    }
    return (inputGradient, weightGradient)
  }
}

/// y = γ · (x − mean) / √(variance + ε) + β per channel, then max(0, y) if asked for.
struct BatchNormalizationTwin {
  var relu: Bool
  var epsilon = 1e-5

  func statistics(_ x: Images, channel: Int) -> (mean: Double, variance: Double) {
    var sum = 0.0
    var squares = 0.0
    for value in channelValues(x, channel) { sum += value }
    let count = Double(x.n * x.h * x.w)
    let mean = sum / count
    for value in channelValues(x, channel) { squares += (value - mean) * (value - mean) }
    return (mean, squares / count)
  }

  func forward(_ x: Images, scale: [Double], shift: [Double]) -> Images {
    var result = x
    each(x) { image, channel, row, column, mean, deviation in
      let y = scale[channel] * (x[image, channel, row, column] - mean) / deviation + shift[channel]
      result[image, channel, row, column] = relu ? max(0, y) : y
    }
    return result
  }

  /// Ioffe and Szegedy (2015), the derivatives below algorithm 1.
  func backward(_ x: Images, scale: [Double], shift: [Double], gradient: Images) -> (
    input: Images, scale: [Double], shift: [Double]
  ) {
    let output = forward(x, scale: scale, shift: shift)
    var masked = gradient
    if relu {
      for index in masked.values.indices where output.values[index] <= 0 { masked.values[index] = 0 }
    }
    var scaleGradient = Array(repeating: 0.0, count: x.c)
    var shiftGradient = Array(repeating: 0.0, count: x.c)
    each(x) { image, channel, row, column, mean, deviation in
      let g = masked[image, channel, row, column]
      scaleGradient[channel] += g * (x[image, channel, row, column] - mean) / deviation
      shiftGradient[channel] += g
    }
    let count = Double(x.n * x.h * x.w)
    var inputGradient = x
    each(x) { image, channel, row, column, mean, deviation in
      let normalized = (x[image, channel, row, column] - mean) / deviation
      let centred =
        masked[image, channel, row, column] - shiftGradient[channel] / count
        - normalized * scaleGradient[channel] / count
      inputGradient[image, channel, row, column] = scale[channel] / deviation * centred
    }
    return (inputGradient, scaleGradient, shiftGradient)
  }

  private func channelValues(_ x: Images, _ channel: Int) -> [Double] {
    let plane = x.h * x.w
    return (0..<x.n).flatMap { image -> ArraySlice<Double> in
      let start = (image * x.c + channel) * plane
      return x.values[start..<start + plane]
    }
  }

  private func each(_ x: Images, _ body: (Int, Int, Int, Int, Double, Double) -> Void) {
    for channel in 0..<x.c {
      let (mean, variance) = statistics(x, channel: channel)
      let deviation = (variance + epsilon).squareRoot()
      for image in 0..<x.n {
        for row in 0..<x.h {
          for column in 0..<x.w { body(image, channel, row, column, mean, deviation) }
        }
      }
    }
  }
}

/// Maximum or average of square windows; taps outside the image count as −∞ for the maximum.
struct PoolingTwin {
  var isMaximum: Bool
  var kernel: Int
  var stride: Int
  var padding: Int

  func forward(_ x: Images) -> Images { run(x, gradient: nil).output }

  func backward(_ x: Images, gradient: Images) -> Images { run(x, gradient: gradient).inputGradient }

  private func run(_ x: Images, gradient: Images?) -> (output: Images, inputGradient: Images) {
    func outputSize(_ size: Int) -> Int { (size + 2 * padding - kernel) / stride + 1 }
    var output = Images(n: x.n, c: x.c, h: outputSize(x.h), w: outputSize(x.w))
    var inputGradient = Images(n: x.n, c: x.c, h: x.h, w: x.w)
    for image in 0..<x.n {
      for c in 0..<x.c {
        for row in 0..<output.h {
          for column in 0..<output.w {
            var taps: [(y: Int, x: Int)] = []
            for ky in 0..<kernel {
              for kx in 0..<kernel {
                let y = row * stride + ky - padding
                let xx = column * stride + kx - padding
                if y >= 0, y < x.h, xx >= 0, xx < x.w { taps.append((y, xx)) }
              }
            }
            let g = gradient?[image, c, row, column] ?? 0
            if isMaximum {
              let best = taps.max { x[image, c, $0.y, $0.x] < x[image, c, $1.y, $1.x] }!
              output[image, c, row, column] = x[image, c, best.y, best.x]
              inputGradient[image, c, best.y, best.x] += g
            } else {
              let share = 1 / Double(kernel * kernel)
              for tap in taps {
                output[image, c, row, column] += share * x[image, c, tap.y, tap.x]
                inputGradient[image, c, tap.y, tap.x] += share * g
              }
            }
          }
        }
      }
    }
    return (output, inputGradient)
  }
}

/// y = W·x + b.
enum LinearTwin {
  static func forward(_ x: [Double], weights: [Double], bias: [Double], inputs: Int) -> [Double] {
    let outputs = bias.count
    return (0..<x.count / inputs).flatMap { row in
      (0..<outputs).map { o in
        (0..<inputs).reduce(bias[o]) { $0 + weights[o * inputs + $1] * x[row * inputs + $1] }
      }
    }
  }

  static func backward(_ x: [Double], weights: [Double], outputs: Int, inputs: Int, gradient: [Double]) -> (
    input: [Double], weights: [Double], bias: [Double]
  ) {
    var input = Array(repeating: 0.0, count: x.count)
    var weight = Array(repeating: 0.0, count: weights.count)
    var bias = Array(repeating: 0.0, count: outputs)
    for row in 0..<x.count / inputs {
      for o in 0..<outputs {
        let g = gradient[row * outputs + o]
        bias[o] += g
        for i in 0..<inputs {
          input[row * inputs + i] += g * weights[o * inputs + i]
          weight[o * inputs + i] += g * x[row * inputs + i]
        }
      }
    }
    return (input, weight, bias)
  }
}

/// Mean over rows of −log softmax(x)[label].
enum CrossEntropyTwin {
  static func forward(_ x: [Double], labels: [Int], classes: Int) -> Double {
    let losses = labels.enumerated().map { row, label in
      let exponentials = (0..<classes).map { exp(x[row * classes + $0]) }
      return -log(exponentials[label] / exponentials.reduce(0, +))
    }
    return losses.reduce(0, +) / Double(labels.count)
  }

  static func backward(_ x: [Double], labels: [Int], classes: Int) -> [Double] {
    labels.enumerated().flatMap { row, label in
      let exponentials = (0..<classes).map { exp(x[row * classes + $0]) }
      let sum = exponentials.reduce(0, +)
      return (0..<classes).map {
        (exponentials[$0] / sum - ($0 == label ? 1 : 0)) / Double(labels.count)
      }
    }
  }
}
