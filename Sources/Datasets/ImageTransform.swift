import RunModel

/// How one image is placed in a batch.
struct ImageTransform: Equatable, Sendable {
  /// Rows that the image is moved down.
  var rowShift = 0
  /// Columns that the image is moved to the right, before it is mirrored.
  var columnShift = 0
  /// Whether left and right are exchanged.
  var isFlipped = false
}

/// Draws the transforms of a run's images.
///
/// Each depends on the seed, the epoch and the image's position in the epoch alone, so that any batch can be gone
/// back to, and the same seed gives the same run.
struct TransformSource: Sendable {
  /// Pixels of value 0 that a crop may take from each side.
  static let padding = 4
  /// Keeps these draws apart from the orders of images, which are made from the same seed and epoch.
  private static let tag: UInt64 = 0x6175_676D_656E_7421

  let augmentation: Augmentation
  let seed: UInt64

  /// The transform of the image at a position in an epoch, both as the sampler counts them.
  func transform(epoch: Int, position: Int) -> ImageTransform {
    guard augmentation != .none else { return ImageTransform() }
    var epochs = SeededGenerator(seed: seed ^ Self.tag, stream: UInt64(epoch))
    var generator = SeededGenerator(seed: epochs.next(), stream: UInt64(position))
    var transform = ImageTransform()
    if augmentation.crops {
      transform.rowShift = generator.integer(below: 2 * Self.padding + 1) - Self.padding
      transform.columnShift = generator.integer(below: 2 * Self.padding + 1) - Self.padding
    }
    if augmentation.flips {
      transform.isFlipped = generator.integer(below: 2) == 1
    }
    return transform
  }
}
