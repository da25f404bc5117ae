import RunModel
import Testing

@testable import Datasets

@Suite struct ImageTransformTests {
  private func source(_ augmentation: Augmentation, seed: UInt64 = 1) -> TransformSource {
    TransformSource(augmentation: augmentation, seed: seed)
  }

  /// Pads raw pixels by zeros to 40 × 40, crops and mirrors them, one pixel at a time.
  private func naive(_ image: [UInt8], side: Int, _ transform: ImageTransform) -> [UInt8] {
    let margin = (40 - side) / 2
    var padded = [UInt8](repeating: 0, count: 40 * 40)
    for row in 0..<side {
      for column in 0..<side { padded[(row + margin) * 40 + column + margin] = image[row * side + column] }
    }
    return (0..<32 * 32).map { pixel in
      let row = pixel / 32 + 4 - transform.rowShift
      let column = (transform.isFlipped ? 31 - pixel % 32 : pixel % 32) + 4 - transform.columnShift
      return padded[row * 40 + column]
    }
  }

  @Test(
    "crops and mirror images are those of a naive twin, for colour and for grey images", arguments: [28, 32])
  func twin(side: Int) {
    let channels = side == 28 ? 1 : 3
    let bytes = (0..<channels * side * side).map { UInt8($0 * 7 % 255 + 1) }
    let dataset = ImageDataset(
      description: side == 28 ? IDXDataset.mnist.description : CIFAR.ten.description, split: .training,
      origin: "", images: StoredImages(bytes: bytes, channels: channels, side: side), labels: [6])
    var pixels = [Float](repeating: .nan, count: 3 * 1024)
    var classes: [Int32] = [-1]
    var wrong = 0
    for row in -4...4 {
      for column in -4...4 {
        for isFlipped in [false, true] {
          let transform = ImageTransform(rowShift: row, columnShift: column, isFlipped: isFlipped)
          pixels.withUnsafeMutableBufferPointer { pixels in
            classes.withUnsafeMutableBufferPointer { classes in
              dataset.writeBatch([0], pixels: pixels, classes: classes) { _ in transform }
            }
          }
          for channel in 0..<3 {
            let first = channels == 1 ? 0 : channel * side * side
            let raw = naive(Array(bytes[first..<first + side * side]), side: side, transform)
            let mean = dataset.mean[channel]
            let deviation = dataset.deviation[channel]
            for (index, value) in raw.enumerated()
            where pixels[channel * 1024 + index] != (Float(value) / 255 - mean) / deviation {
              wrong += 1
            }
          }
        }
      }
    }
    #expect(wrong == 0)
    #expect(classes == [6])
  }

  @Test("all shifts are drawn equally often, and half of the images mirrored")
  func uniformity() {
    var rows: [Int: Int] = [:]
    var columns: [Int: Int] = [:]
    var flipped = 0
    for position in 0..<9000 {
      let transform = source(.cropAndFlip).transform(epoch: 1 + position / 1000, position: position % 1000)
      rows[transform.rowShift, default: 0] += 1
      columns[transform.columnShift, default: 0] += 1
      if transform.isFlipped { flipped += 1 }
    }
    #expect(rows.keys.sorted() == Array(-4...4))
    #expect(columns.keys.sorted() == Array(-4...4))
    // Five standard errors: of √(9000 · 1/9 · 8/9), and of √(9000 · 1/4).
    for count in Array(rows.values) + Array(columns.values) { #expect(abs(count - 1000) < 149) }
    #expect(abs(flipped - 4500) < 237)
  }

  @Test("each kind draws what it says and nothing else")
  func kinds() {
    let draws = Dictionary(
      uniqueKeysWithValues: Augmentation.allCases.map { kind in
        (kind, (0..<100).map { source(kind).transform(epoch: 2, position: $0) })
      })
    #expect(draws[.none]?.allSatisfy { $0 == ImageTransform() } == true)
    #expect(draws[.crop]?.contains { $0.isFlipped } == false)
    #expect(draws[.flip]?.allSatisfy { $0.rowShift == 0 && $0.columnShift == 0 } == true)
    #expect(draws[.flip]?.contains { $0.isFlipped } == true)
    #expect(draws[.cropAndFlip]?.contains { $0.isFlipped && $0.rowShift != 0 } == true)
    #expect(Augmentation.allCases.map(\.rawValue) == ["none", "crop", "flip", "crop+flip"])
  }

  @Test("a draw depends on seed, epoch and position alone")
  func dependence() {
    func draws(seed: UInt64, epoch: Int) -> [ImageTransform] {
      (0..<50).map { source(.cropAndFlip, seed: seed).transform(epoch: epoch, position: $0) }
    }
    #expect(draws(seed: 1, epoch: 1) == draws(seed: 1, epoch: 1))
    #expect(draws(seed: 1, epoch: 1) != draws(seed: 1, epoch: 2))
    #expect(draws(seed: 1, epoch: 1) != draws(seed: 2, epoch: 1))
    #expect(Set(draws(seed: 1, epoch: 1).map { "\($0)" }).count > 30)
  }
}
