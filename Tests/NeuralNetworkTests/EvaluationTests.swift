import RunModel
import Testing

@testable import NeuralNetwork

/// Evaluation mode, and what it leaves alone.
struct EvaluationTests {
  /// y = γ·(x − running mean) / √(running variance + ε) + β, then perhaps ReLU.
  @Test(arguments: [(16, false), (16, true), (8, true), (24, false)])
  func normalizesByTheRunningStatistics(channels: Int, relu: Bool) throws {
    let harness = try LayerHarness()
    let x = Images(n: 4, c: channels, h: 3, w: 5, values: randomValues(60 * channels, seed: 4))
    let parameters = [randomValues(channels, seed: 5), randomValues(channels, seed: 6)]
    let mean = randomValues(channels, seed: 8)
    let variance = randomValues(channels, seed: 9).map { $0 * $0 + 0.1 }
    let output = try BatchNormalization.add("bn", harness.input(x), relu: relu, to: harness.network)
    try harness.run(output, parameters: parameters, gradient: x.values)
    let statistics = harness.network.runningStatistics
    statistics[0].values = mean.map(Float.init)
    statistics[1].values = variance.map(Float.init)
    for case let call as Call in harness.network.evaluationOnly {
      try call.bind(scratch: Storage(bytes: call.scratchBytes()), engine: harness.engine)
    }
    for operation in harness.network.evaluation { try operation.run(parity: 0) }

    let expected = x.values.enumerated().map { index, value in
      let c = index / 15 % channels
      let y = parameters[0][c] * (value - mean[c]) / (variance[c] + 1e-5).squareRoot() + parameters[1][c]
      return relu ? max(0, y) : y
    }
    #expect(deviation(try harness.value(output), expected) < 1e-5)
    #expect(statistics[0].values == mean.map(Float.init))
  }

  private func network(_ name: NetworkName, batchSize: Int) throws -> Network {
    var specification = Network.Specification(network: NetworkConfiguration(name), batchSize: batchSize)
    specification.width = 4
    let network = try Network(specification, threads: 1)
    try network.initialize(seed: 3)
    var generator = SeededGenerator(seed: 4)
    for index in network.images.indices { network.images[index] = Float(generator.normal()) }
    for index in network.labels.indices { network.labels[index] = Int32(generator.integer(below: 10)) }
    return network
  }

  /// Without batch normalisation and dropout both modes are the same; with dropout every pass of evaluation is.
  @Test func dropsNothing() throws {
    let plain = try network(.lenet5, batchSize: 8)
    try plain.forward()
    let result = try plain.evaluate(count: 8)
    #expect(result.meanLoss == plain.meanLoss)
    #expect(Double(result.correct) / 8 == plain.accuracy)

    let dropping = try network(.vgg11, batchSize: 8)
    try dropping.forward()
    let masked = dropping.meanLoss
    let whole = try dropping.evaluate(count: 8).meanLoss
    #expect(whole != masked)
    try dropping.forward()
    #expect(try dropping.evaluate(count: 8).meanLoss == whole)
    #expect(dropping.forwardPasses == 2)
  }

  /// An image's result does not depend on the others in the batch.
  @Test func countsTheFirstImagesAlone() throws {
    let network = try network(.resnet20, batchSize: 4)
    let first = try network.evaluate(count: 1)
    let perImage = network.images.count / 4
    for index in perImage..<network.images.count { network.images[index] = 0 }
    #expect(try network.evaluate(count: 1) == first)
    #expect(try network.evaluate(count: 4).meanLoss != first.meanLoss)
  }
}

/// State that leaves the training layout and comes back.
struct PlainCopyTests {
  /// Every bit pattern there is, special values included; what a layout holds beyond the shape becomes zero.
  @Test(arguments: [NetworkName.resnet18, .resnet20, .vgg11, .mlp])
  func isExactInEveryLayout(_ name: NetworkName) throws {
    var specification = Network.Specification(network: NetworkConfiguration(name), batchSize: 2)
    specification.width = 5
    let network = try Network(specification, threads: 2)
    var generator = SeededGenerator(seed: 7)
    var blocked = 0
    for parameter in network.parameters {
      var plain = (0..<parameter.description.parameters).map { _ in
        Float(bitPattern: UInt32(truncatingIfNeeded: generator.next()))
      }
      plain[0] = -0.0
      plain[plain.count - 1] = .leastNonzeroMagnitude
      let floats = UnsafeMutablePointer<Float>.allocate(capacity: parameter.storageCount)
      defer { floats.deallocate() }
      floats.initialize(repeating: .nan, count: parameter.storageCount)
      try parameter.copy(fromPlain: &plain, to: floats)
      var back = [Float](repeating: 1, count: plain.count)
      try parameter.copy(floats, toPlain: &back)
      #expect(back.map(\.bitPattern) == plain.map(\.bitPattern))
      let stored = UnsafeBufferPointer(start: floats, count: parameter.storageCount)
      if stored.map(\.bitPattern) != plain.map(\.bitPattern) { blocked += 1 }
      #expect(stored.count { $0.bitPattern == 0 } >= stored.count - plain.count)
    }
    #expect(name == .mlp || blocked > 0)
  }
}
