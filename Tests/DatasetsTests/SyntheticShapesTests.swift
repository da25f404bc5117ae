import Foundation
import RunModel
import Testing

@testable import Datasets

@Suite struct SyntheticShapesTests {
  @Test("the same seed gives the same bytes, another seed and the other split give others")
  func determinism() {
    func shapes(_ seed: UInt64) -> SyntheticShapes {
      SyntheticShapes(seed: seed, trainingImages: 30, testImages: 30)
    }
    let first = shapes(1).dataset(.training)
    let same = shapes(1).dataset(.training)
    #expect(first.images.bytes == same.images.bytes)
    #expect(first.labels == same.labels)
    #expect(first.images.bytes != shapes(2).dataset(.training).images.bytes)
    #expect(first.images.bytes != shapes(1).dataset(.test).images.bytes)
    #expect(first.origin == "drawn from seed 1")
  }

  @Test("the bytes stay what they were")
  func knownBytes() {
    let dataset = SyntheticShapes(seed: 1, trainingImages: 20, testImages: 0).dataset(.training)
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in dataset.images.bytes {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
    #expect(hash == 15_642_152_140_496_895_753)
  }

  @Test("each class has as many images as the others, in no regular order")
  func balance() {
    let dataset = SyntheticShapes(seed: 3, trainingImages: 200, testImages: 0).dataset(.training)
    for shape in Shape.allCases {
      #expect(dataset.labels.count { $0 == shape.rawValue } == 20)
    }
    #expect(dataset.labels != (0..<200).map { UInt8($0 % 10) })
    #expect(
      dataset.classNames == [
        "disc", "ring", "triangle", "square", "frame", "cross", "star", "crescent", "stripes", "checkerboard",
      ])
  }

  @Test("written batches have mean 0 and deviation 1, near enough")
  func normalisation() {
    let dataset = SyntheticShapes(seed: 4, trainingImages: 150, testImages: 0).dataset(.training)
    let pixels = batch(Array(0..<150), of: dataset).pixels
    let mean = pixels.reduce(0, +) / Float(pixels.count)
    let square = pixels.reduce(0) { $0 + $1 * $1 } / Float(pixels.count)
    // Some 150 independent pairs of colours with three channels each.
    #expect(abs(mean) < 0.2)
    #expect(abs(square - 1) < 0.2)
  }

  @Test("no turn and no size makes a shape another one")
  func distinctness() {
    let angles = (0..<24).map { Float($0) * 2 * .pi / 24 }
    let upright = Shape.allCases.map { mask(of: $0, angle: 0, radius: 14) }
    var nearest = 1.0
    for other in Shape.allCases {
      for angle in angles {
        for radius in [10, 11, 12, 13, 14] as [Float] {
          let turned = mask(of: other, angle: angle, radius: radius)
          for shape in Shape.allCases where shape != other {
            nearest = min(nearest, difference(upright[shape.rawValue], turned))
          }
        }
      }
    }
    #expect(nearest > 0.1)
  }

  /// The share of two shapes' common area that is in one of them only.
  private func difference(_ first: [Float], _ second: [Float]) -> Double {
    var apart: Float = 0
    var all: Float = 0
    for index in first.indices {
      apart += abs(first[index] - second[index])
      all += max(first[index], second[index])
    }
    return Double(apart / all)
  }

  /// How much of every second pixel a shape covers in the middle of the picture.
  private func mask(of shape: Shape, angle: Float, radius: Float) -> [Float] {
    var generator = SeededGenerator(seed: 1)
    var picture = ShapePicture(shape: shape, generator: &generator)
    picture.centre = (16, 16)
    picture.radius = radius
    let (cosine, sine) = (cos(angle), sin(angle))
    return (0..<256).map {
      picture.coverage(row: $0 / 16 * 2, column: $0 % 16 * 2, cosine: cosine, sine: sine)
    }
  }

  @Test("what a linear classifier learns of its training images does not carry over to others")
  func linearClassifier() {
    let shapes = SyntheticShapes(seed: 5, trainingImages: 600, testImages: 300)
    let training = pooled(shapes.dataset(.training))
    let test = pooled(shapes.dataset(.test))
    var classifier = LinearClassifier(features: 192, classes: 10)
    for _ in 0..<12 {
      classifier.train(training, rate: 0.02)
    }
    // Chance is 0.1.
    #expect(classifier.accuracy(training) > 0.3)
    #expect(classifier.accuracy(test) < 0.2)
  }

  /// The means of 4 × 4 pixels, shape (images, 192), with the labels.
  private func pooled(_ dataset: ImageDataset) -> [(features: [Float], label: Int)] {
    let bytes = dataset.images.bytes
    return (0..<dataset.count).map { image in
      var features = [Float](repeating: 0, count: 192)
      for index in 0..<3072 {
        let (channel, row, column) = (index / 1024, index / 32 % 32, index % 32)
        features[channel * 64 + row / 4 * 8 + column / 4] += (Float(bytes[image * 3072 + index]) - 128) / 1200
      }
      return (features, Int(dataset.labels[image]))
    }
  }
}

/// Softmax regression by stochastic gradient descent, one image at a time.
private struct LinearClassifier {
  private var weights: [[Float]]
  private var biases: [Float]

  init(features: Int, classes: Int) {
    weights = Array(repeating: Array(repeating: 0, count: features), count: classes)
    biases = Array(repeating: 0, count: classes)
  }

  private func scores(_ features: [Float]) -> [Float] {
    weights.indices.map { row in
      var sum = biases[row]
      for index in features.indices { sum += weights[row][index] * features[index] }
      return sum
    }
  }

  mutating func train(_ images: [(features: [Float], label: Int)], rate: Float) {
    for (features, label) in images {
      let scores = scores(features)
      let highest = scores.max()!
      let powers = scores.map { exp($0 - highest) }
      let total = powers.reduce(0, +)
      for row in weights.indices {
        let error = rate * (powers[row] / total - (row == label ? 1 : 0))
        biases[row] -= error
        for index in features.indices { weights[row][index] -= error * features[index] }
      }
    }
  }

  func accuracy(_ images: [(features: [Float], label: Int)]) -> Double {
    let right = images.count { image in
      let scores = scores(image.features)
      return scores.firstIndex(of: scores.max()!) == image.label
    }
    return Double(right) / Double(images.count)
  }
}
