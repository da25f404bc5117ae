import RunModel

/// A network's definition. To add one: write its file beside this one, name it in `NetworkName` and below.
protocol Model {
  /// How its initial weights are drawn.
  var initialization: Initialization { get }

  /// Adds the network from images (n, c, h, w) to logits (n, classes).
  func build(_ images: Activation, classes: Int, in network: NetworkBuilder) throws -> Activation
}

extension NetworkConfiguration {
  /// The definition; `width` is the number of channels of the first convolution, the paper's unless given, to which all
  /// others are in proportion.
  func model(width: Int? = nil) -> any Model {
    func resNet(_ block: ResNet.Block, _ blocks: [Int]) -> any Model {
      ResNet(stem: stem, block: block, blocks: blocks, width: width ?? 64)
    }
    func cifarResNet(layers: Int) -> any Model {
      CIFARResNet(layers: layers, shortcut: shortcut, width: width ?? 16)
    }
    func vgg(_ convolutions: [Int], batchNorm: Bool) -> any Model {
      VGG(convolutions: convolutions, batchNorm: batchNorm, dropout: dropout, width: width ?? 64)
    }
    switch name {
    case .resnet18: return resNet(.basic, [2, 2, 2, 2])
    case .resnet34: return resNet(.basic, [3, 4, 6, 3])
    case .resnet50: return resNet(.bottleneck, [3, 4, 6, 3])
    case .resnet20: return cifarResNet(layers: 20)
    case .resnet32: return cifarResNet(layers: 32)
    case .resnet44: return cifarResNet(layers: 44)
    case .resnet56: return cifarResNet(layers: 56)
    case .resnet110: return cifarResNet(layers: 110)
    case .vgg11: return vgg([1, 1, 2, 2, 2], batchNorm: false)
    case .vgg11BatchNorm: return vgg([1, 1, 2, 2, 2], batchNorm: true)
    case .vgg13: return vgg([2, 2, 2, 2, 2], batchNorm: false)
    case .vgg13BatchNorm: return vgg([2, 2, 2, 2, 2], batchNorm: true)
    case .vgg16: return vgg([2, 2, 3, 3, 3], batchNorm: false)
    case .vgg16BatchNorm: return vgg([2, 2, 3, 3, 3], batchNorm: true)
    case .vgg19: return vgg([2, 2, 4, 4, 4], batchNorm: false)
    case .vgg19BatchNorm: return vgg([2, 2, 4, 4, 4], batchNorm: true)
    case .lenet5: return LeNet5()
    case .mlp: return MultilayerPerceptron(hiddenWidths: hiddenWidths)
    }
  }
}
