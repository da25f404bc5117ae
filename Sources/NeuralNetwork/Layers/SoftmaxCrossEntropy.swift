import CKernels
import COneDNN

/// The loss: mean over the batch of −log softmax(logits)[label], and its gradient by the logits.
final class SoftmaxCrossEntropy: Operation {
  private let logits: Activation
  private let gradient: Tensor
  private let labels: UnsafeMutableBufferPointer<Int32>
  /// The mean cross-entropy of the last forward pass.
  private(set) var loss = 0.0
  /// How many images of the last forward pass had their largest logit at their label.
  private(set) var correct = 0

  init(_ logits: Activation, labels: UnsafeMutableBufferPointer<Int32>, planner: BackwardPlanner) throws {
    self.logits = logits
    self.labels = labels
    gradient = try planner.acquire(logits.value.layout)
    logits.gradients.append(gradient)
  }

  func run(parity: Int) { run(images: logits.shape[0]) }

  /// The same for the first images of the batch alone.
  func run(images: Int) {
    var hits: Int64 = 0
    loss = ck_softmax_cross_entropy(
      logits.value.floats, labels.baseAddress, gradient.floats, images, logits.shape[1], &hits)
    correct = Int(hits)
  }
}
