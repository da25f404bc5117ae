import Datasets
import NeuralNetwork
import RunModel

extension Network {
  /// Tries the network on all images in evaluation mode; what training goes on from stays as it is.
  ///
  /// - Precondition: The images have the network's classes.
  func evaluate(_ images: ImageDataset, step: Int) throws -> Evaluation {
    var loss = 0.0
    var correct = 0
    let pixels = self.images.count / batchSize
    for start in stride(from: 0, to: images.count, by: batchSize) {
      let indices = Array(start..<min(start + batchSize, images.count))
      images.writeBatch(
        indices, pixels: UnsafeMutableBufferPointer(rebasing: self.images[..<(indices.count * pixels)]),
        classes: UnsafeMutableBufferPointer(rebasing: labels[..<indices.count]))
      let result = try evaluate(count: indices.count)
      loss += result.meanLoss * Double(indices.count)
      correct += result.correct
    }
    return Evaluation(step: step, loss: loss / Double(images.count), images: images.count, correct: correct)
  }
}

extension Trainer {
  /// Tries the network on images in evaluation mode; training goes on as if this had not been.
  ///
  /// - Precondition: The images have the classes of those trained on.
  public func evaluate(_ images: ImageDataset) throws -> Evaluation {
    try network.evaluate(
      images.written(withChannels: description.configuration.channels), step: stepsDone)
  }
}

extension Checkpoint {
  /// Tries the saved network on images in evaluation mode.
  ///
  /// Blocks the calling thread, which becomes the one that computes.
  public func evaluate(_ images: ImageDataset, threads: Int) throws -> Evaluation {
    let configuration = state.run.configuration
    var specification = Network.Specification(
      network: configuration.network, batchSize: configuration.batchSize)
    specification.precision = configuration.precision
    let images = try images.written(withChannels: configuration.channels)
    specification.image.channels = images.channels
    specification.classes = images.classes
    let network = try Network(specification, threads: threads)
    try network.load(tensors)
    return try network.evaluate(images, step: state.step)
  }
}
