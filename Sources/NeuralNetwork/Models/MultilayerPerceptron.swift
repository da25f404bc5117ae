/// Linear layers with ReLU between them, on the image as one vector: `fc1`, `fc2`, …
struct MultilayerPerceptron: Model {
  /// The widths of the hidden layers, input first; none makes a linear classifier.
  var hiddenWidths: [Int]

  let initialization = Initialization.pyTorch

  func build(_ images: Activation, classes: Int, in network: NetworkBuilder) throws -> Activation {
    var x = images
    for (index, width) in hiddenWidths.enumerated() {
      x = try Linear.add("fc\(index + 1)", x, features: width, relu: true, to: network)
    }
    return try Linear.add("fc\(hiddenWidths.count + 1)", x, features: classes, to: network)
  }
}
