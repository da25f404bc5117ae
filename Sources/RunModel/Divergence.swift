/// A step at which the loss, a gradient or a weight was not finite: infinite, or no number.
///
/// No weight is changed by what is not finite: where the loss is not, nothing is updated; where only gradients are not,
/// they count as zero.
public struct Divergence: Equatable, Sendable, Codable {
  /// The step.
  public var step: Int
  /// The loss; nil where it was not finite.
  public var loss: Double?
  /// The first layer whose gradient was not finite, in the order in which gradients are computed: from the loss
  /// backwards; nil where all were.
  public var gradientLayer: String?
  /// The first layer whose output was not finite, from the input on; nil where all were.
  public var outputLayer: String?
  /// The first layer, from the input on, with a weight that is not finite after the step: too large a learning rate can
  /// do that to finite gradients; nil where all are.
  public var weightLayer: String?
  /// The step whose weights can be gone back to, see `TrainingCommand.restoreWeights`; 0: the initial weights.
  public var restorableStep: Int

  /// Makes a value.
  public init(
    step: Int, loss: Double?, gradientLayer: String?, outputLayer: String? = nil,
    weightLayer: String? = nil, restorableStep: Int
  ) {
    self.step = step
    self.loss = loss
    self.gradientLayer = gradientLayer
    self.outputLayer = outputLayer
    self.weightLayer = weightLayer
    self.restorableStep = restorableStep
  }

  /// What happened and where, a sentence without its full stop.
  public var sentence: String {
    let what = loss == nil ? "the loss" : gradientLayer != nil ? "a gradient" : "a weight"
    let places = [
      outputLayer.map { "the first output in \($0)" },
      gradientLayer.map { "the first gradient, from the loss backwards, in \($0)" },
      weightLayer.map { "the first weight in \($0)" },
    ].compactMap(\.self)
    return "\(what) is not finite at step \(step)"
      + (places.isEmpty ? "" : ": " + places.joined(separator: ", "))
  }

  /// The weights that can be gone back to, such as `the weights of step 900`.
  public var restorableWeights: String { Self.weights(ofStep: restorableStep) }

  /// The weights of a step in words.
  public static func weights(ofStep step: Int) -> String {
    step == 0 ? "the initial weights" : "the weights of step \(step)"
  }
}
