import RunModel

/// The blocks that residual networks are made of (He et al. 2015), with torchvision's names.
///
/// Each is a branch of convolutions with batch normalisation, to which the input is added before the last ReLU.
struct ResidualBlock {
  var name: String
  /// Channels of the output.
  var channels: Int
  /// 2 where the image is halved, else 1.
  var stride: Int
  /// How the input is passed on where the shape changes.
  var shortcut: Shortcut

  /// Two 3 × 3 convolutions.
  func basic(_ input: Activation, in network: NetworkBuilder) throws -> Activation {
    var x = try Convolution.add(
      "\(name).conv1", input, channels: channels, kernel: 3, stride: stride, padding: 1, to: network)
    x = try BatchNormalization.add("\(name).bn1", x, relu: true, to: network)
    x = try Convolution.add("\(name).conv2", x, channels: channels, kernel: 3, padding: 1, to: network)
    x = try BatchNormalization.add("\(name).bn2", x, relu: false, to: network)
    return try ResidualAdd.add(x, skip(input, in: network), to: network)
  }

  /// A 3 × 3 convolution between 1 × 1 ones that narrow to a quarter of the channels and widen again. The stride is the
  /// 3 × 3 one's, as in torchvision, where the paper has it in the first ("version 1.5").
  func bottleneck(_ input: Activation, in network: NetworkBuilder) throws -> Activation {
    let narrow = channels / 4
    var x = try Convolution.add("\(name).conv1", input, channels: narrow, kernel: 1, to: network)
    x = try BatchNormalization.add("\(name).bn1", x, relu: true, to: network)
    x = try Convolution.add(
      "\(name).conv2", x, channels: narrow, kernel: 3, stride: stride, padding: 1, to: network)
    x = try BatchNormalization.add("\(name).bn2", x, relu: true, to: network)
    x = try Convolution.add("\(name).conv3", x, channels: channels, kernel: 1, to: network)
    x = try BatchNormalization.add("\(name).bn3", x, relu: false, to: network)
    return try ResidualAdd.add(x, skip(input, in: network), to: network)
  }

  private func skip(_ input: Activation, in network: NetworkBuilder) throws -> Activation {
    guard stride != 1 || input.shape[1] != channels else { return input }
    switch shortcut {
    case .padding:
      let x = try Pooling.addSubsampling(input, stride: stride, to: network)
      return try ChannelPadding.add(x, channels: channels, to: network)
    case .projection:
      let x = try Convolution.add(
        "\(name).downsample.0", input, channels: channels, kernel: 1, stride: stride, to: network)
      return try BatchNormalization.add("\(name).downsample.1", x, relu: false, to: network)
    }
  }
}
