/// What is true of a data set, whichever of its images are loaded.
public struct DatasetDescription: Equatable, Sendable {
  /// The name as written in papers.
  public var name: String
  /// The name on the command line; never `auto`.
  public var identifier: DatasetName
  /// What the labels 0, 1, … mean.
  public var classNames: [String]
  /// The mean of red, green and blue, on the scale 0…1, over the training images.
  public var mean: [Float]
  /// The standard deviation of red, green and blue on the same scale.
  public var deviation: [Float]

  /// Makes a description; mean and deviation have one value for each of three channels.
  public init(
    name: String, identifier: DatasetName, classNames: [String], mean: [Float], deviation: [Float]
  ) {
    precondition(mean.count == 3 && deviation.count == 3, "an image has three channels")
    self.name = name
    self.identifier = identifier
    self.classNames = classNames
    self.mean = mean
    self.deviation = deviation
  }

  /// Every value that a normalised pixel can have: (value / 255 − mean) / deviation.
  ///
  /// Shape (3 channels, 256 values). Computed in single precision and in this order, as torchvision does, so
  /// that the same pixels give the same bits.
  var normalizedValues: [Float] {
    var values: [Float] = []
    values.reserveCapacity(3 * 256)
    for channel in 0..<3 {
      for value in 0..<256 {
        values.append((Float(value) / 255 - mean[channel]) / deviation[channel])
      }
    }
    return values
  }
}
