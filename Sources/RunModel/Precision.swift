/// The number format of activations and of the weights that convolutions read.
///
/// Weights that are trained, optimizer state, gradients of parameters and all statistics are in single precision either
/// way.
public enum Precision: String, CaseIterable, Sendable, Codable {
  /// Single precision, 32 bits.
  case fp32
  /// bfloat16: the range of single precision with 8 bits of significand.
  case bf16
}
