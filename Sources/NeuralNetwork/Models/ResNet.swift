import RunModel

/// Residual networks with basic blocks, He et al. (2015), with torchvision's names and order of parameters.
struct ResNet {
  /// The first layers.
  var stem: Stem
  /// Blocks in each of the four stages.
  var blocks: [Int]
  /// Channels of the first stage; each later one has twice as many. 64 in the paper, less in tests.
  var width = 64

  static func resNet18(stem: Stem) -> ResNet { ResNet(stem: stem, blocks: [2, 2, 2, 2]) }

  /// Adds the network from images (n, c, h, w) to logits (n, classes).
  func build(_ images: Activation, classes: Int, in network: NetworkBuilder) throws -> Activation {
    var x = try stem(images, in: network)
    for (stage, count) in blocks.enumerated() {
      for block in 0..<count {
        x = try basicBlock(
          "layer\(stage + 1).\(block)", x, channels: width << stage,
          stride: stage > 0 && block == 0 ? 2 : 1, in: network)
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

  /// Two 3 × 3 convolutions and a skip connection, which is projected where the shape changes.
  private func basicBlock(
    _ name: String, _ input: Activation, channels: Int, stride: Int, in network: NetworkBuilder
  ) throws -> Activation {
    var x = try Convolution.add(
      "\(name).conv1", input, channels: channels, kernel: 3, stride: stride, padding: 1, to: network)
    x = try BatchNormalization.add("\(name).bn1", x, relu: true, to: network)
    x = try Convolution.add("\(name).conv2", x, channels: channels, kernel: 3, padding: 1, to: network)
    x = try BatchNormalization.add("\(name).bn2", x, relu: false, to: network)
    var skip = input
    if stride != 1 || input.shape[1] != channels {
      skip = try Convolution.add(
        "\(name).downsample.0", input, channels: channels, kernel: 1, stride: stride, to: network)
      skip = try BatchNormalization.add("\(name).downsample.1", skip, relu: false, to: network)
    }
    return try ResidualAdd.add(x, skip, to: network)
  }
}
