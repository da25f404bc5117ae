/// The first layers of a ResNet.
public enum Stem: String, CaseIterable, Sendable, Codable {
  /// torchvision's: 7 × 7, stride 2, then max-pooling 3 × 3, stride 2.
  case imagenet
  /// He et al. (2015) for 32 × 32 images: 3 × 3, stride 1, no pooling.
  case cifar
}

/// How a residual block passes its input on where the shape changes; the letters are those of He et al. (2015).
public enum Shortcut: String, CaseIterable, Sendable, Codable {
  /// Option A, without parameters: every second row and column, and zeros for the channels that are new.
  case padding = "a"
  /// Option B: a 1 × 1 convolution with batch normalisation.
  case projection = "b"
}

/// A network and what can be chosen about it, as a user sets it.
public struct NetworkConfiguration: Equatable, Hashable, Sendable, Codable {
  /// Which network.
  public var name: NetworkName
  /// The first layers of ResNet-18, 34 and 50.
  public var stem: Stem
  /// The shortcuts of the ResNets with three stages.
  public var shortcut: Shortcut
  /// The chance that dropout zeroes a value in VGG's classifier, in [0, 1).
  public var dropout: Double
  /// The widths of the MLP's hidden layers, input first.
  public var hiddenWidths: [Int]

  /// Makes a configuration; the papers' values unless given.
  public init(
    _ name: NetworkName = .resnet18, stem: Stem = .imagenet, shortcut: Shortcut = .padding,
    dropout: Double = 0.5, hiddenWidths: [Int] = [512, 512]
  ) {
    self.name = name
    self.stem = stem
    self.shortcut = shortcut
    self.dropout = dropout
    self.hiddenWidths = hiddenWidths
  }

  /// The name as written in papers.
  public var title: String { name.title }

  /// Which form of the network it is, such as `imagenet stem`; nil where there is but one.
  public var variant: String? {
    switch name.family {
    case .resNet: "\(stem.rawValue) stem"
    case .cifarResNet: "shortcut \(shortcut.rawValue.uppercased())"
    case .vgg: "dropout \(dropout)"
    case .leNet: nil
    case .mlp where hiddenWidths.isEmpty: "no hidden layer"
    case .mlp: hiddenWidths.map(String.init).joined(separator: "-")
    }
  }

  /// Name and form, such as `ResNet-18, imagenet stem`.
  public var fullTitle: String { variant.map { "\(title), \($0)" } ?? title }

  /// Says what is wrong with the values, or nil.
  public var problem: String? {
    if !(dropout >= 0 && dropout < 1) {
      return "the dropout is \(dropout); it must be at least 0 and below 1"
    }
    guard hiddenWidths.count <= 100 else {
      return "there are \(hiddenWidths.count) hidden layers; there can be 100 at most"
    }
    if let width = hiddenWidths.first(where: { !(1...65536).contains($0) }) {
      return "a hidden layer is \(width) wide; it must be 1 to 65536"
    }
    return nil
  }
}
