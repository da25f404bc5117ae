/// Images with labels, all in memory, ready to be written as normalised batches.
///
/// The images are kept as their files have them, one byte for a pixel and a channel, and become
/// `channels` × 32 × 32 floats only when a batch is written.
public struct ImageDataset: Sendable {
  /// Name, classes and normalisation.
  public let description: DatasetDescription
  /// Which of the data set's images these are.
  public let split: DatasetSplit
  /// Where they come from, in a few words for the screen.
  public let origin: String
  /// The class of each image, below `classes`.
  public let labels: [UInt8]

  /// Channels of an image that is written: 3, red, green and blue, or 1, grey.
  public private(set) var channels = 3
  /// Rows of an image that is written.
  public let height = 32
  /// Columns of an image that is written.
  public let width = 32

  let images: StoredImages
  let knownIdentity = KnownIdentity()
  private let normalizedValues: [Float]

  init(
    description: DatasetDescription, split: DatasetSplit, origin: String, images: StoredImages,
    labels: [UInt8]
  ) {
    precondition(images.count == labels.count, "each image has one label")
    precondition(
      images.side <= height && (height - images.side).isMultiple(of: 2),
      "an image is padded on all sides alike")
    self.description = description
    self.split = split
    self.origin = origin
    self.images = images
    self.labels = labels
    self.normalizedValues = description.normalizedValues
  }

  /// The name as written in papers.
  public var name: String { description.name }
  /// The name on the command line; never `auto`.
  public var identifier: DatasetName { description.identifier }
  /// The number of classes.
  public var classes: Int { description.classNames.count }
  /// What the labels mean.
  public var classNames: [String] { description.classNames }
  /// The mean of each channel on the scale 0…1.
  public var mean: [Float] { description.mean }
  /// The standard deviation of each channel on the scale 0…1.
  public var deviation: [Float] { description.deviation }
  /// The number of images.
  public var count: Int { labels.count }

  /// The same images to be written with so many channels, 1 or 3.
  ///
  /// - Throws: `DatasetError.colored` where images with three are asked for with one.
  public func written(withChannels channels: Int) throws(DatasetError) -> ImageDataset {
    precondition(channels == 1 || channels == 3, "an image is grey or has three colours")
    guard channels >= images.channels else { throw .colored(dataset: name) }
    var dataset = self
    dataset.channels = channels
    return dataset
  }

  /// Writes images and labels as a batch, in the order of the indices.
  ///
  /// `pixels` has the shape (indices, channels, 32, 32), row by row, and gets (value / 255 − mean) / deviation of the
  /// channel; smaller images are padded with the value 0 on all sides and grey ones repeated over
  /// the channels, before they are normalised. `classes` has the shape (indices). Allocates nothing.
  ///
  /// - Precondition: Every index is below `count`, and both buffers have exactly the room needed.
  public func writeBatch(
    _ indices: [Int], pixels: UnsafeMutableBufferPointer<Float>, classes: UnsafeMutableBufferPointer<Int32>
  ) {
    writeBatch(indices, pixels: pixels, classes: classes) { _ in ImageTransform() }
  }

  /// Writes a batch whose image at each position of the batch is moved and mirrored as `transform` says. What comes
  /// in at an edge has the value 0 before it is normalised.
  func writeBatch(
    _ indices: [Int], pixels: UnsafeMutableBufferPointer<Float>, classes: UnsafeMutableBufferPointer<Int32>,
    transform: (_ position: Int) -> ImageTransform
  ) {
    let plane = height * width
    precondition(pixels.count == indices.count * channels * plane, "the pixels' buffer fits the batch")
    precondition(classes.count == indices.count, "the labels' buffer fits the batch")
    guard var target = pixels.baseAddress else { return }
    images.bytes.withUnsafeBufferPointer { bytes in
      normalizedValues.withUnsafeBufferPointer { values in
        for (position, index) in indices.enumerated() {
          precondition(index >= 0 && index < count, "there is no image \(index)")
          classes[position] = Int32(labels[index])
          let transform = transform(position)
          for channel in 0..<channels {
            let source = images.offset(ofImage: index, channel: channel)
            writePlane(
              bytes.baseAddress! + source, values: values.baseAddress! + 256 * channel, transform, to: target)
            target += plane
          }
        }
      }
    }
  }

  /// Writes one channel of one image through the channel's 256 values.
  private func writePlane(
    _ source: UnsafePointer<UInt8>, values: UnsafePointer<Float>, _ transform: ImageTransform,
    to target: UnsafeMutablePointer<Float>
  ) {
    let side = images.side
    let top = (height - side) / 2 + transform.rowShift
    let left = (width - side) / 2 + transform.columnShift
    let rows = max(top, 0)..<min(top + side, height)
    let columns = max(left, 0)..<min(left + side, width)
    if rows.count < height || columns.count < width {
      target.update(repeating: values[0], count: height * width)
    }
    for row in rows {
      let from = source + (row - top) * side - left
      if transform.isFlipped {
        let last = target + (row + 1) * width - 1
        for column in columns { last[-column] = values[Int(from[column])] }
      } else {
        let to = target + row * width
        for column in columns { to[column] = values[Int(from[column])] }
      }
    }
  }
}

/// Square images as bytes: shape (images, channels, side, side).
struct StoredImages: Sendable {
  let bytes: [UInt8]
  /// 1 for grey, 3 for red, green and blue.
  let channels: Int
  /// Rows, and columns, of each image.
  let side: Int

  init(bytes: [UInt8], channels: Int, side: Int) {
    precondition(channels == 1 || channels == 3, "an image is grey or has three colours")
    precondition(bytes.count.isMultiple(of: channels * side * side), "images are whole")
    self.bytes = bytes
    self.channels = channels
    self.side = side
  }

  var count: Int { bytes.count / (channels * side * side) }

  /// Where a channel begins; every channel of a grey image is its only one.
  func offset(ofImage image: Int, channel: Int) -> Int {
    (image * channels + (channels == 1 ? 0 : channel)) * side * side
  }
}
