/// The networks of Simonyan and Zisserman (2014), with torchvision's names and order of parameters.
///
/// For 32 × 32 images the classifier has 512 features where torchvision's has 4,096: five poolings leave one pixel of
/// 512 channels, then come 512 → 512 → 512 → classes with ReLU and dropout after the first two.
struct VGG: Model {
  /// Convolutions in each of the five stages, which end with pooling.
  var convolutions: [Int]
  /// Whether each is followed by a batch normalisation.
  var batchNorm: Bool
  /// The chance that dropout zeroes a value.
  var dropout: Double
  /// Channels of the first stage; the next have two, four, eight and eight times as many.
  var width: Int

  /// torchvision's.
  let initialization = Initialization(
    convolution: .heNormalByFanOut, linear: .normal(deviation: 0.01), bias: .zero)

  func build(_ images: Activation, classes: Int, in network: NetworkBuilder) throws -> Activation {
    var x = images
    // torchvision's `features` is a list in which ReLU and pooling have numbers too.
    var number = 0
    for (stage, count) in convolutions.enumerated() {
      for _ in 0..<count {
        x = try Convolution.add(
          "features.\(number)", x, channels: width << min(stage, 3), kernel: 3, padding: 1,
          bias: batchNorm ? .normalizedAway : .trained, relu: !batchNorm, to: network)
        if batchNorm {
          x = try BatchNormalization.add("features.\(number + 1)", x, relu: true, to: network)
        }
        number += batchNorm ? 3 : 2
      }
      x = try Pooling.addMax(x, kernel: 2, stride: 2, padding: 0, to: network)
      number += 1
    }
    for name in ["classifier.0", "classifier.3"] {
      x = try Linear.add(name, x, features: 8 * width, relu: true, to: network)
      x = Dropout.add(x, probability: dropout, to: network)
    }
    return try Linear.add("classifier.6", x, features: classes, to: network)
  }
}
