import CKernels
import RunModel
import TestSupport
import Testing

@testable import NeuralNetwork

/// One list of all networks, narrow ones, through every contract.
struct NetworkContractTests {
  /// What is computed in one pass: the loss and all gradients.
  private struct Pass: Equatable {
    var loss: Double
    var gradients: [[Float]]
  }

  private func planned(
    _ configuration: NetworkConfiguration, batch: Int = 3, channels: Int = 3, classes: Int = 10,
    threads: Int = 1,
    precision: Precision = .fp32
  ) throws -> Network {
    var specification = Network.Specification(network: configuration, batchSize: batch)
    specification.image.channels = channels
    specification.classes = classes
    specification.precision = precision
    specification.width = 4
    specification.dropoutSeed = 5
    let network = try Network(specification, threads: threads)
    try network.initialize(seed: 5)
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

  /// A batch of an odd size, bit for bit over two passes, dropout included; a pass leaves nothing behind that another would find, dropout's
  /// count of passes aside; and every parameter has a part in the loss but those said not to.
  @Test(arguments: everyNetwork)
  func sameSeedSamePasses(configuration: NetworkConfiguration) throws {
    let a = try planned(configuration)
    let b = try planned(configuration)
    let first = try pass(a)
    let second = try pass(a, parity: 1)
    #expect(try pass(b) == first)
    #expect(try pass(b, parity: 1) == second)
    #expect((first == second) == (configuration.name.family != .vgg))
    a.forwardPasses = 0
    #expect(try pass(a) == first)

    #expect(isFinite(first))
    for (parameter, gradient) in zip(a.parameters, first.gradients) {
      #expect(
        gradient.contains { $0 != 0 } == !parameter.description.hasNoEffect, "\(parameter.description.name)")
    }
    #expect(Set(a.parameters.map(\.description.name)).count == a.parameters.count)
    #expect(a.multiplyAdds > 0)
  }

  /// The same bits on a team of threads, for a network of each family.
  @Test(arguments: [NetworkName.resnet18, .resnet50, .resnet20, .vgg11, .vgg11BatchNorm, .lenet5, .mlp])
  func sameSeedSamePassOnTwoThreads(name: NetworkName) throws {
    let configuration = NetworkConfiguration(name, hiddenWidths: [32, 16])
    #expect(try pass(planned(configuration, threads: 2)) == pass(planned(configuration, threads: 2)))
  }

  /// Every kind of layer in bfloat16: the loss is that of single precision but for rounding.
  @Test(.enabled(if: ck_has_bfloat16()), arguments: [NetworkName.resnet20, .vgg11, .vgg11BatchNorm, .lenet5])
  func lossInBFloat16(name: NetworkName) throws {
    let single = try pass(planned(NetworkConfiguration(name)))
    let half = try pass(planned(NetworkConfiguration(name), precision: .bf16))
    #expect(isFinite(half))
    #expect(half != single)
    #expect(abs(half.loss / single.loss - 1) < 0.1)
  }

  /// Grey images in a hundred classes, one at a time: the first layer and the last alone know of it.
  @Test(arguments: everyNetwork)
  func oneGreyImageInAHundredClasses(configuration: NetworkConfiguration) throws {
    let network = try planned(configuration, batch: 1, channels: 1, classes: 100)
    #expect(network.images.count == 32 * 32)
    #expect(isFinite(try pass(network)))
    var colored = Network.Specification(network: configuration, batchSize: 1)
    colored.width = 4
    let shapes = try Network(colored, threads: 1).parameters.map(\.description.shape)
    let changed = zip(shapes, network.parameters).count { $0 != $1.description.shape }
    // Weights of the first layer, weights and biases of the last: the linear classifier's are the same layer.
    #expect(changed == (configuration.name == .mlp && configuration.hiddenWidths.isEmpty ? 2 : 3))
    #expect(network.parameters.last?.description.shape == [100])
  }

  /// With one class the loss is zero whatever the logits, and so is its gradient: exactly, by all parameters.
  @Test(arguments: everyNetwork)
  func zeroGradientOfTheLossIsZeroEverywhere(configuration: NetworkConfiguration) throws {
    let result = try pass(planned(configuration, classes: 1))
    #expect(result.loss == 0)
    #expect(result.gradients.allSatisfy { $0.allSatisfy { $0 == 0 } })
  }
}
