import CKernels
import COneDNN

/// Elementwise sweeps over tensors of one layout, in the tensor's own number format.
extension Tensor {
  /// self ← max(0, self + other).
  func addReLU(_ other: Tensor) {
    switch layout.type {
    case DN_BF16: ck_add_relu_bf16(halves, other.halves, count)
    default: ck_add_relu(floats, other.floats, count)
    }
  }

  /// self ← (self + other) · [value > 0], the gradient through a ReLU whose output is `value`.
  func maskByReLU(of value: Tensor, adding other: Tensor?) {
    switch layout.type {
    case DN_BF16: ck_relu_backward_bf16(halves, other?.halves, value.halves, count)
    default: ck_relu_backward(floats, other?.floats, value.floats, count)
    }
  }

  /// self ← self + other.
  func add(_ other: Tensor) {
    switch layout.type {
    case DN_BF16: ck_add_bf16(halves, other.halves, count)
    default: ck_add(floats, other.floats, count)
    }
  }

  /// Whether no element is infinite or no number.
  var isFinite: Bool {
    switch layout.type {
    // The exponent's bits are all set in what is not finite.
    case DN_BF16: !UnsafeBufferPointer(start: halves, count: count).contains { $0 & 0x7F80 == 0x7F80 }
    default: ck_drift(floats, floats, count).squared_norm.isFinite
    }
  }
}
