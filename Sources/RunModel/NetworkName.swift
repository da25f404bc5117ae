/// The networks' names.
public enum NetworkName: String, CaseIterable, Sendable, Codable {
  case resnet18
  case resnet34
  case resnet50
  case resnet20
  case resnet32
  case resnet44
  case resnet56
  case resnet110
  case vgg11
  case vgg11BatchNorm = "vgg11_bn"
  case vgg13
  case vgg13BatchNorm = "vgg13_bn"
  case vgg16
  case vgg16BatchNorm = "vgg16_bn"
  case vgg19
  case vgg19BatchNorm = "vgg19_bn"
  case lenet5
  case mlp

  /// The name as written in papers.
  public var title: String {
    switch self {
    case .resnet18: "ResNet-18"
    case .resnet34: "ResNet-34"
    case .resnet50: "ResNet-50"
    case .resnet20: "ResNet-20"
    case .resnet32: "ResNet-32"
    case .resnet44: "ResNet-44"
    case .resnet56: "ResNet-56"
    case .resnet110: "ResNet-110"
    case .vgg11: "VGG-11"
    case .vgg11BatchNorm: "VGG-11-BN"
    case .vgg13: "VGG-13"
    case .vgg13BatchNorm: "VGG-13-BN"
    case .vgg16: "VGG-16"
    case .vgg16BatchNorm: "VGG-16-BN"
    case .vgg19: "VGG-19"
    case .vgg19BatchNorm: "VGG-19-BN"
    case .lenet5: "LeNet-5"
    case .mlp: "MLP"
    }
  }

  /// The family, which says what can be chosen about the network.
  public var family: NetworkFamily {
    switch self {
    case .resnet18, .resnet34, .resnet50: .resNet
    case .resnet20, .resnet32, .resnet44, .resnet56, .resnet110: .cifarResNet
    case .vgg11, .vgg11BatchNorm, .vgg13, .vgg13BatchNorm, .vgg16, .vgg16BatchNorm, .vgg19, .vgg19BatchNorm:
      .vgg
    case .lenet5: .leNet
    case .mlp: .mlp
    }
  }
}

/// Networks of one design.
public enum NetworkFamily: Sendable {
  /// He et al. (2015) for ImageNet, four stages; the stem can be chosen.
  case resNet
  /// He et al. (2015) for 32 × 32 images, three stages; the shortcut can be chosen.
  case cifarResNet
  /// Simonyan and Zisserman (2014); the dropout can be chosen.
  case vgg
  /// LeCun et al. (1998).
  case leNet
  /// Fully connected; the widths can be chosen.
  case mlp
}
