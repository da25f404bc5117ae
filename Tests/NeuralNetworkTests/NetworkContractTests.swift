import RunModel
import Testing

@testable import NeuralNetwork

/// One list of all networks, narrow ones, through every contract.
struct NetworkContractTests {
  /// Every network in every form that its layers differ in.
  static let networks = NetworkName.allCases.flatMap { name in
    switch name.family {
    case .resNet: Stem.allCases.map { NetworkConfiguration(name, stem: $0) }
    case .cifarResNet: Shortcut.allCases.map { NetworkConfiguration(name, shortcut: $0) }
    case .vgg: [NetworkConfiguration(name, dropout: 0.5)]
    case .leNet: [NetworkConfiguration(name)]
    case .mlp: [NetworkConfiguration(name, hiddenWidths: [32, 16]), NetworkConfiguration(name, hiddenWidths: [])]
    }
  }

  /// What is computed in one pass: the loss and all gradients.
  private struct Pass: Equatable {
    var loss: Double
    var gradients: [[Float]]
  }

  private func planned(
    _ configuration: NetworkConfiguration, batch: Int = 4, channels: Int = 3, classes: Int = 10, seed: UInt64 = 1
  ) throws -> Network {
    var specification = Network.Specification(network: configuration, batchSize: batch)
    specification.image.channels = channels
    specification.classes = classes
    specification.width = 8
    specification.dropoutSeed = seed
    let network = try Network(specification, threads: 2)
    try network.initialize(seed: seed)
    for (index, value) in randomValues(network.images.count, seed: 3).enumerated() {
      network.images[index] = Float(value)
    }
    for index in 0..<batch { network.labels[index] = Int32((7 * index + 3) % classes) }
    return network
  }

  private func pass(_ network: Network, parity: Int = 0) throws -> Pass {
    try network.forward()
    try network.backward(parity: parity)
    return Pass(
      loss: network.meanLoss, gradients: try network.parameters.map { try $0.readGradient(parity: parity) })
  }

  private func isFinite(_ pass: Pass) -> Bool {
    pass.loss.isFinite && pass.gradients.allSatisfy { $0.allSatisfy(\.isFinite) }
  }

  /// Bit for bit, dropout included, over two passes; another seed gives another run.
  @Test(arguments: networks)
  func sameSeedSamePasses(configuration: NetworkConfiguration) throws {
    let a = try planned(configuration)
    let b = try planned(configuration)
    for parity in 0..<2 {
      #expect(try pass(a, parity: parity) == pass(b, parity: parity))
    }
    #expect(try pass(planned(configuration, seed: 2)).loss != pass(planned(configuration)).loss)
  }

  /// A pass leaves nothing behind that another would find, dropout's count of passes aside.
  @Test(arguments: networks)
  func passesAreRepeatable(configuration: NetworkConfiguration) throws {
    let network = try planned(configuration)
    let first = try pass(network)
    let second = try pass(network, parity: 1)
    #expect((first == second) == (configuration.name.family != .vgg))
    network.forwardPasses = 0
    #expect(try pass(network) == first)
  }

  @Test(arguments: networks, [1, 3])
  func batchesOfAnySize(configuration: NetworkConfiguration, batch: Int) throws {
    let result = try pass(planned(configuration, batch: batch))
    #expect(isFinite(result))
    #expect(result.loss > 0)
  }

  @Test(arguments: networks)
  func greyImagesInAHundredClasses(configuration: NetworkConfiguration) throws {
    let network = try planned(configuration, channels: 1, classes: 100)
    let result = try pass(network)
    #expect(isFinite(result))
    #expect(network.parameters.last?.description.shape == [100])
    #expect(network.images.count == 4 * 32 * 32)
    // The first layer and the last alone know of channels and classes.
    let shapes = try planned(configuration).parameters.map(\.description.shape)
    let changed = zip(shapes, network.parameters).count { $0 != $1.description.shape }
    #expect(changed == (configuration.hiddenWidths.isEmpty ? 2 : 3))
  }

  /// With one class the loss is zero whatever the logits, and so is its gradient: exactly, by all parameters.
  @Test(arguments: networks)
  func zeroGradientOfTheLossIsZeroEverywhere(configuration: NetworkConfiguration) throws {
    let result = try pass(planned(configuration, classes: 1))
    #expect(result.loss == 0)
    #expect(result.gradients.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }

  /// Every parameter has a part in the loss: no layer is left out of the backward pass.
  @Test(arguments: networks)
  func everyParameterHasAGradient(configuration: NetworkConfiguration) throws {
    let network = try planned(configuration, batch: 8)
    let result = try pass(network)
    for (parameter, gradient) in zip(network.parameters, result.gradients) {
      #expect(gradient.contains { $0 != 0 }, "\(parameter.description.name)")
    }
    #expect(Set(network.parameters.map(\.description.name)).count == network.parameters.count)
    #expect(network.multiplyAdds > 0)
  }
}
