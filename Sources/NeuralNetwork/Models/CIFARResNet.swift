import RunModel

/// Residual networks for 32 × 32 images, He et al. (2015), section 4.2: a 3 × 3 convolution, then three stages of basic
/// blocks at 32, 16 and 8 pixels with 16, 32 and 64 channels, 6·n + 2 layers in all.
///
/// Names are those that torchvision would give: `conv1`, `bn1`, `layer1.0.conv1` … `layer3.8.bn2`, `fc`. In option A
/// the new channels come after the old ones.
struct CIFARResNet: Model {
  /// Layers with weights, shortcuts aside.
  var layers: Int
  var shortcut: Shortcut
  /// Channels of the first stage.
  var width: Int

  /// He et al. (2015a), forward form, as the paper has it.
  let initialization = Initialization(convolution: .heNormalByFanIn, linear: .heNormalByFanIn, bias: .zero)

  func build(_ images: Activation, classes: Int, in network: NetworkBuilder) throws -> Activation {
    var x = try Convolution.add("conv1", images, channels: width, kernel: 3, padding: 1, to: network)
    x = try BatchNormalization.add("bn1", x, relu: true, to: network)
    for stage in 0..<3 {
      for index in 0..<(layers - 2) / 6 {
        let block = ResidualBlock(
          name: "layer\(stage + 1).\(index)", channels: width << stage,
          stride: stage > 0 && index == 0 ? 2 : 1, shortcut: shortcut)
        x = try block.basic(x, in: network)
      }
    }
    x = try Pooling.addGlobalAverage(x, to: network)
    return try Linear.add("fc", x, features: classes, to: network)
  }
}
