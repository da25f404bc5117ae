import RunModel

/// How a model's initial weights are drawn; batch normalisations begin at one and zero in all of them.
///
/// The fan-in of a layer is the number of products in one of its outputs, k²·inputs for a convolution, its fan-out
/// k²·outputs.
struct Initialization {
  /// The distribution of a layer's weights.
  enum Weights {
    /// Normal, variance 2 / fan-in (He et al. 2015a).
    case heNormalByFanIn
    /// Normal, variance 2 / fan-out (He et al. 2015a).
    case heNormalByFanOut
    /// Normal of a given deviation.
    case normal(deviation: Double)
    /// Uniform in ±1/√fan-in (LeCun et al. 1998), PyTorch's default.
    case uniform
  }

  /// The distribution of biases.
  enum Biases {
    case zero
    /// Uniform in ±1/√fan-in, PyTorch's default.
    case uniform
  }

  var convolution: Weights
  var linear: Weights
  var bias: Biases

  /// What PyTorch's layers do of themselves.
  static let pyTorch = Initialization(convolution: .uniform, linear: .uniform, bias: .uniform)

  /// The values of a parameter, row-major in its logical shape.
  func values(_ parameter: Parameter, from generator: inout SeededGenerator) -> [Float] {
    let shape = parameter.description.shape
    let count = parameter.description.parameters
    switch parameter.role {
    case .convolution: return convolution.values(shape, from: &generator)
    case .linear: return linear.values(shape, from: &generator)
    case .bias(let inputs):
      switch bias {
      case .zero: return Array(repeating: 0, count: count)
      case .uniform: return uniformValues(count, fanIn: inputs, from: &generator)
      }
    case .scale: return Array(repeating: 1, count: count)
    case .shift: return Array(repeating: 0, count: count)
    }
  }
}

extension Initialization.Weights {
  fileprivate func values(_ shape: [Int], from generator: inout SeededGenerator) -> [Float] {
    let count = shape.reduce(1, *)
    let fanIn = count / shape[0]
    let fanOut = count / shape[1]
    switch self {
    case .heNormalByFanIn:
      return normalValues(count, deviation: (2 / Double(fanIn)).squareRoot(), from: &generator)
    case .heNormalByFanOut:
      return normalValues(count, deviation: (2 / Double(fanOut)).squareRoot(), from: &generator)
    case .normal(let deviation): return normalValues(count, deviation: deviation, from: &generator)
    case .uniform: return uniformValues(count, fanIn: fanIn, from: &generator)
    }
  }
}

private func normalValues(_ count: Int, deviation: Double, from generator: inout SeededGenerator) -> [Float] {
  (0..<count).map { _ in Float(deviation * generator.normal()) }
}

private func uniformValues(_ count: Int, fanIn: Int, from generator: inout SeededGenerator) -> [Float] {
  let bound = 1 / Double(fanIn).squareRoot()
  return (0..<count).map { _ in Float(generator.uniform(-bound, bound)) }
}

extension Network {
  /// Sets initial weights by the network's own rule.
  ///
  /// The numbers come from the seed alone; they are not PyTorch's for the same seed.
  public func initialize(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for parameter in parameters {
      try parameter.write(initialization.values(parameter, from: &generator))
    }
  }
}
