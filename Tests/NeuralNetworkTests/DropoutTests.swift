import CKernels
import RunModel
import Testing

@testable import NeuralNetwork

struct DropoutTests {
  private func drop(_ values: [Float], key: UInt64, probability: Double) -> [Float] {
    var result = values
    ck_dropout(&result, result.count, key, probability)
    return result
  }

  /// Within four deviations of the binomial distribution.
  @Test(arguments: [0.1, 0.5, 0.9])
  func keepsItsShareAndScalesIt(probability: Double) {
    let count = 100_000
    let result = drop(Array(repeating: 3, count: count), key: 1, probability: probability)
    let kept = result.filter { $0 != 0 }
    let deviation = (Double(count) * probability * (1 - probability)).squareRoot()
    #expect(abs(Double(kept.count) - Double(count) * (1 - probability)) < 4 * deviation)
    let scaled = 3 * Float(1 / (1 - probability))
    #expect(kept.allSatisfy { $0 == scaled })
  }

  @Test func neighboursAreIndependent() {
    let kept = drop(Array(repeating: 1, count: 100_000), key: 2, probability: 0.5).map { $0 != 0 }
    let alike = zip(kept, kept.dropFirst()).count { $0 == $1 }
    #expect(abs(alike - 50_000) < 4 * 158)
  }

  @Test func keyDecidesTheMask() {
    let values = [Float](repeating: 1, count: 1000)
    #expect(drop(values, key: 3, probability: 0.5) == drop(values, key: 3, probability: 0.5))
    #expect(drop(values, key: 3, probability: 0.5) != drop(values, key: 4, probability: 0.5))
    #expect(drop(values, key: 3, probability: 0) == values)
  }

  @Test func keysDifferByLayerPassAndSeed() {
    let masks = DropoutMasks()
    var keys: Set<UInt64> = []
    for seed in 1...4 as ClosedRange<UInt64> {
      for pass in 1...4 as ClosedRange<UInt64> {
        masks.seed = seed
        masks.passes = pass
        for layer in 0..<4 { keys.insert(masks.key(layer: layer)) }
      }
    }
    #expect(keys.count == 64)
  }

  /// The mask of the backward pass is the forward one's, and another pass has another.
  @Test func backwardHasTheMaskOfForward() throws {
    let harness = try LayerHarness()
    let x = Images(n: 4, c: 16, h: 3, w: 3, values: [Double](repeating: 1, count: 576))
    let input = try harness.input(x)
    let output = Dropout.add(input, probability: 0.25, to: harness.network)
    let r = randomValues(576, seed: 1)
    try harness.run(output, parameters: [], gradient: r)
    let value = try harness.value(output)
    let scale = Double(Float(1 / 0.75))
    #expect(value.allSatisfy { $0 == 0 || $0 == scale })
    #expect(value.contains(0) && value.contains(scale))
    #expect(deviation(try harness.gradient(input), zip(r, value).map { $0 * $1 }) < 1e-6)

    for index in 0..<input.value.count { input.value.floats[index] = 1 }
    harness.network.dropoutMasks.passes += 1
    for operation in harness.network.forward { try operation.run(parity: 0) }
    #expect(try harness.value(output) != value)
  }

  @Test func noneIsNoLayer() throws {
    let harness = try LayerHarness()
    let input = try harness.input(Images(n: 1, c: 16, h: 1, w: 1))
    #expect(Dropout.add(input, probability: 0, to: harness.network) === input)
    #expect(harness.network.layers.isEmpty)
  }

  /// A narrow VGG with dropout: gradients are those of the network with the same mask, by finite differences of the loss
  /// along the gradient of the last hidden layer's weights.
  @Test func gradientsAreThoseOfTheMaskedNetwork() throws {
    var specification = Network.Specification(
      network: NetworkConfiguration(.vgg11, dropout: 0.3), batchSize: 8)
    specification.width = 8
    let network = try Network(specification, threads: 1)
    try network.initialize(seed: 1)
    // torchvision's deviation of 0.01 is for 4,096 features; with 64 the classifier needs more to be felt.
    for parameter in network.parameters where parameter.description.name.hasPrefix("classifier") {
      try parameter.write(try parameter.read().map { 20 * $0 })
    }
    for (index, value) in randomValues(network.images.count, seed: 2).enumerated() {
      network.images[index] = Float(value)
    }
    for index in 0..<8 { network.labels[index] = Int32(index) }
    func loss() throws -> Double {
      network.forwardPasses = 5
      try network.forward()
      return network.meanLoss
    }
    _ = try loss()
    try network.backward(parity: 0)
    for name in ["classifier.0.weight", "classifier.3.weight", "features.18.bias"] {
      let parameter = try #require(network.parameters.first { $0.description.name == name })
      let weights = try parameter.read()
      let gradient = try parameter.readGradient(parity: 0)
      let norm = gradient.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
      let step = 1e-3
      var losses: [Double] = []
      for sign in [1.0, -1.0] {
        let length = sign * step / norm
        try parameter.write(zip(weights, gradient).map { Float(Double($0) + length * Double($1)) })
        losses.append(try loss())
      }
      try parameter.write(weights)
      #expect(abs((losses[0] - losses[1]) / (2 * step) / norm - 1) < 0.02, "\(name)")
    }
  }
}
