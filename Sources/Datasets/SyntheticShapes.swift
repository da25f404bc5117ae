import RunModel

/// Images for a machine without any: ten classes of drawn shapes in varied colour, light, place, size and turn,
/// under noise. The same seed gives the same bytes.
///
/// Of the 2,000 test images of seed 1, after training on its 10,000, softmax regression on the pixels gets 12 to
/// 14% right, and a small convolutional network (four 3 × 3 layers, 15 epochs) 91%; chance is 10%.
struct SyntheticShapes {
  /// Mean and deviation are those of the 10,000 training images of seed 1.
  static let description = DatasetDescription(
    name: "synthetic shapes", identifier: .synthetic,
    classNames: Shape.allCases.map { "\($0)" },
    mean: [0.4986, 0.5033, 0.5001], deviation: [0.2952, 0.2947, 0.2953])

  /// What all images are made from.
  let seed: UInt64
  /// The number of training images.
  let trainingImages: Int
  /// The number of test images.
  let testImages: Int

  init(seed: UInt64, trainingImages: Int = 10_000, testImages: Int = 2_000) {
    self.seed = seed
    self.trainingImages = trainingImages
    self.testImages = testImages
  }

  /// Draws the images of a split; each class has as many as any other, up to one.
  func dataset(_ split: DatasetSplit) -> ImageDataset {
    let count = split == .training ? trainingImages : testImages
    var generator = SeededGenerator(seed: seed, stream: split == .training ? 0 : 1)
    var labels = (0..<count).map { UInt8($0 % Shape.allCases.count) }
    for last in stride(from: count - 1, to: 0, by: -1) {
      labels.swapAt(last, generator.integer(below: last + 1))
    }
    let imageBytes = 3 * ShapePicture.side * ShapePicture.side
    var bytes = [UInt8](repeating: 0, count: count * imageBytes)
    for (index, label) in labels.enumerated() {
      let picture = ShapePicture(shape: Shape.allCases[Int(label)], generator: &generator)
      picture.draw(into: &bytes, at: index * imageBytes, generator: &generator)
    }
    return ImageDataset(
      description: Self.description, split: split, origin: "drawn from seed \(seed)",
      images: StoredImages(bytes: bytes, channels: 3, side: ShapePicture.side), labels: labels)
  }
}
