import RunModel

extension Network {
  /// Sets initial weights as torchvision does: convolutions He-normal by fan-out (He et al. 2015a), batch
  /// normalisations one and zero, linear layers uniform in ±1/√inputs.
  ///
  /// The numbers come from the seed alone; they are not PyTorch's for the same seed.
  public func initialize(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    var linearBound = 0.0
    for parameter in parameters {
      let shape = parameter.description.shape
      let count = parameter.description.parameters
      let values: [Float]
      switch shape.count {
      case 4:
        let deviation = (2 / Double(shape[0] * shape[2] * shape[3])).squareRoot()
        values = (0..<count).map { _ in Float(deviation * generator.normal()) }
      case 2:
        linearBound = 1 / Double(shape[1]).squareRoot()
        values = uniform(count, bound: linearBound, from: &generator)
      default:
        let isLinear = !hasRunningStatistics(parameter.description.layer)
        if isLinear {
          values = uniform(count, bound: linearBound, from: &generator)
        } else {
          let isScale = parameter.description.name.hasSuffix(".weight")
          values = Array(repeating: isScale ? 1 : 0, count: count)
        }
      }
      try parameter.write(values)
    }
  }

  private func hasRunningStatistics(_ layer: String) -> Bool {
    runningStatistics.contains { $0.name == "\(layer).running_mean" }
  }

  private func uniform(_ count: Int, bound: Double, from generator: inout SeededGenerator) -> [Float] {
    (0..<count).map { _ in Float(generator.uniform(-bound, bound)) }
  }
}
