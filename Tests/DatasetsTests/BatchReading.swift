import Datasets

/// A written batch as arrays: pixels of shape (indices, channels, 32, 32).
func batch(_ indices: [Int], of dataset: ImageDataset) -> (pixels: [Float], classes: [Int32]) {
  // What is not written stays recognisable.
  var pixels = [Float](repeating: .nan, count: indices.count * dataset.channels * 32 * 32)
  var classes = [Int32](repeating: -1, count: indices.count)
  pixels.withUnsafeMutableBufferPointer { pixels in
    classes.withUnsafeMutableBufferPointer { classes in
      dataset.writeBatch(indices, pixels: pixels, classes: classes)
    }
  }
  return (pixels, classes)
}
