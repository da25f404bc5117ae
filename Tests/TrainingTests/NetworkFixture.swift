import RunModel

@testable import NeuralNetwork

/// One pass of a network in PyTorch, see `Fixtures/make_network_fixtures.py`.
struct NetworkFixture: Decodable {
  var network: NetworkName
  var stem: Stem?
  var shortcut: Shortcut?
  var hidden: [Int]?
  var width: Int
  var batch: Int
  var channels: Int
  var classes: Int
  var key: Int
  var loss: Double
  /// Name and shape, such as `fc.weight 10,64`.
  var tensors: [String]
  /// Σ g² per tensor.
  var squares: [Double]
  /// A few elements of gradients: tensor, index, value.
  var probes: [[Double]]

  static let names = [
    "resnet34_imagenet", "resnet34_cifar", "resnet50_imagenet", "resnet50_cifar", "resnet18_cifar_grey",
    "resnet20_a", "resnet20_b", "resnet32_b", "resnet44_a_grey", "resnet56_b", "resnet110_a", "vgg11",
    "vgg11_bn",
    "vgg13", "vgg13_bn", "vgg16", "vgg16_bn", "vgg19", "vgg19_bn", "lenet5", "lenet5_grey", "mlp",
    "mlp_linear",
  ]

  /// The network with the fixture's weights and its batch.
  func planned() throws -> Network {
    let configuration = NetworkConfiguration(
      network, stem: stem ?? .imagenet, shortcut: shortcut ?? .padding, dropout: 0, hiddenWidths: hidden ?? []
    )
    var specification = Network.Specification(network: configuration, batchSize: batch)
    specification.image.channels = channels
    specification.classes = classes
    specification.width = width
    let network = try Network(specification, threads: 1)
    for (k, parameter) in network.parameters.enumerated() {
      let name = parameter.description.name
      var values = FixtureFormula.parameter(k, name: name, shape: parameter.description.shape)
      let isResidual = configuration.name.family == .resNet || configuration.name.family == .cifarResNet
      if isResidual && name.hasSuffix("bias") && name != "fc.bias" { values = values.map { $0 + 2 } }
      try parameter.write(values)
    }
    let images = FixtureFormula.images(key: key, batch: batch, channels: channels)
    for (index, value) in images.enumerated() { network.images[index] = value }
    let labels = FixtureFormula.labels(key: key, batch: batch, classes: UInt64(classes))
    for (index, label) in labels.enumerated() { network.labels[index] = Int32(label) }
    return network
  }
}
