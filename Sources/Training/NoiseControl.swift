import CKernels
import NeuralNetwork
import RunModel

/// A row whose gradient is independent Gaussian noise, drawn anew at every step: whatever a test says of it beyond
/// random is a false alarm.
///
/// It goes through the sweep as parameters do. No optimizer touches it, so it has no weights and no update.
final class NoiseControl {
  /// The number of parameters.
  let count: Int
  private let gradients: [Storage]
  private let seed: UInt64
  private var key: UInt64 = 0

  /// A row of so many parameters; the noise depends on the seed and the step alone.
  init(parameters: Int, seed: UInt64) {
    count = parameters
    gradients = [Storage(floats: parameters), Storage(floats: parameters)]
    self.seed = seed
  }

  /// How it stands among the tensors of a run.
  static func description(parameters: Int) -> TensorDescription {
    TensorDescription(name: "control", shape: [parameters], isControl: true)
  }

  /// The buffers that take turns at holding the current noise.
  func gradient(parity: Int) -> UnsafeMutablePointer<Float> { gradients[parity].floats }

  /// Chooses the noise of a step.
  func begin(step: Int) {
    // Epochs and masks of dropout have the streams of the seed itself.
    var generator = SeededGenerator(seed: ~seed, stream: UInt64(step))
    key = generator.next()
  }

  /// Draws elements `offset`..<`offset + count`.
  func draw(_ noise: UnsafeMutablePointer<Float>, from offset: Int, count: Int) {
    ck_noise(noise, offset, count, key)
  }
}
