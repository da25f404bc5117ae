import RunModel

/// Residual networks of four stages, He et al. (2015), with torchvision's names and order of parameters.
struct ResNet: Model {
  /// What a stage is made of.
  enum Block { case basic, bottleneck }

  /// The first layers.
  var stem: Stem
  var block: Block
  /// Blocks in each of the four stages.
  var blocks: [Int]
  /// Channels of the stem and of the first stage's 3 × 3 convolutions; each later stage has twice as many.
  var width: Int

  /// torchvision's.
  let initialization = Initialization(convolution: .heNormalByFanOut, linear: .uniform, bias: .uniform)

  func build(_ images: Activation, classes: Int, in network: NetworkBuilder) throws -> Activation {
    var x = try stem(images, in: network)
    for (stage, count) in blocks.enumerated() {
      for index in 0..<count {
        let narrow = width << stage
        let layer = ResidualBlock(
          name: "layer\(stage + 1).\(index)", channels: block == .basic ? narrow : 4 * narrow,
          stride: stage > 0 && index == 0 ? 2 : 1, shortcut: .projection)
        x = try block == .basic ? layer.basic(x, in: network) : layer.bottleneck(x, in: network)
      }
    }
    x = try Pooling.addGlobalAverage(x, to: network)
    return try Linear.add("fc", x, features: classes, to: network)
  }

  private func stem(_ images: Activation, in network: NetworkBuilder) throws -> Activation {
    switch stem {
    case .cifar:
      let x = try Convolution.add("conv1", images, channels: width, kernel: 3, padding: 1, to: network)
      return try BatchNormalization.add("bn1", x, relu: true, to: network)
    case .imagenet:
      var x = try Convolution.add(
        "conv1", images, channels: width, kernel: 7, stride: 2, padding: 3, to: network)
      x = try BatchNormalization.add("bn1", x, relu: true, to: network)
      return try Pooling.addMax(x, kernel: 3, stride: 2, padding: 1, to: network)
    }
  }
}
