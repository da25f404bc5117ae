import Foundation

/// How well a network does on images held back, in evaluation mode.
public struct Evaluation: Equatable, Sendable, Codable {
  /// The number of training steps done before.
  public var step: Int
  /// The mean cross-entropy over the images.
  public var loss: Double
  /// The number of images.
  public var images: Int
  /// The number of images classified correctly.
  public var correct: Int

  /// Makes a result.
  public init(step: Int, loss: Double, images: Int, correct: Int) {
    self.step = step
    self.loss = loss
    self.images = images
    self.correct = correct
  }

  /// The share of images classified correctly.
  public var accuracy: Double { Double(correct) / Double(images) }

  /// Accuracy and loss, such as `71.30% correct, loss 0.842`.
  public var summary: String { String(format: "%.2f%% correct, loss %.3f", 100 * accuracy, loss) }
}
