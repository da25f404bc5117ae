import COneDNN

/// A primitive of oneDNN: a compiled computation and its layouts.
///
/// The functions that make one keep their layouts alive until the library has read them: a handle taken from an object
/// does not keep the object.
final class Primitive {
  let handle: OpaquePointer

  private init(_ handle: OpaquePointer?) throws { self.handle = try require(handle) }

  deinit { dn_operation_destroy(handle) }

  /// The layout that the primitive uses for an argument; of 0 bytes where it has no such argument.
  func layout(_ argument: dn_argument) throws -> Layout {
    Layout(owning: try require(dn_operation_layout(handle, argument)))
  }
}

extension Primitive {
  /// A convolution (n, c, h, w) * (o, c, k, k) → (n, o, h', w') or one of its gradients, in the given layouts; forwards
  /// it may end with a ReLU, which the gradients know nothing of.
  static func convolution(
    _ engine: Engine, _ direction: dn_direction, _ algorithm: dn_algorithm = DN_DIRECT, source: Layout,
    weights: Layout, bias: Layout? = nil, destination: Layout, stride: Int, padding: Int, relu: Bool = false
  ) throws -> Primitive {
    try withExtendedLifetime((source, weights, bias, destination)) {
      try Primitive(
        dn_convolution_create(
          engine.handle, direction, algorithm, source.handle, weights.handle, bias?.handle,
          destination.handle, Int64(stride), Int64(padding), relu))
    }
  }

  /// A linear layer (n, c) → (n, o) or one of its gradients, in the given layouts; a ReLU as in `convolution`.
  static func innerProduct(
    _ engine: Engine, _ direction: dn_direction, source: Layout, weights: Layout, bias: Layout,
    destination: Layout, relu: Bool = false
  ) throws -> Primitive {
    try withExtendedLifetime((source, weights, bias, destination)) {
      try Primitive(
        dn_inner_product_create(
          engine.handle, direction, source.handle, weights.handle, bias.handle, destination.handle, relu))
    }
  }

  /// Batch normalisation in training mode, optionally with ReLU.
  static func batchNormalization(
    _ engine: Engine, data: Layout, epsilon: Float, relu: Bool
  ) throws -> Primitive {
    try withExtendedLifetime(data) {
      try Primitive(dn_batch_normalization_create(engine.handle, data.handle, epsilon, relu))
    }
  }

  /// Batch normalisation by given statistics, optionally with ReLU.
  static func batchNormalizationInference(
    _ engine: Engine, data: Layout, epsilon: Float, relu: Bool
  ) throws -> Primitive {
    try withExtendedLifetime(data) {
      try Primitive(dn_batch_normalization_inference_create(engine.handle, data.handle, epsilon, relu))
    }
  }

  /// The gradients of batch normalisation.
  static func batchNormalizationBackward(
    _ engine: Engine, of forward: Primitive, data: Layout, gradient: Layout, epsilon: Float, relu: Bool
  ) throws -> Primitive {
    try withExtendedLifetime((forward, data, gradient)) {
      try Primitive(
        dn_batch_normalization_backward_create(
          engine.handle, forward.handle, data.handle, gradient.handle, epsilon, relu))
    }
  }

  /// Pooling over square windows.
  static func pooling(
    _ engine: Engine, _ window: dn_window, source: Layout, destination: Layout
  ) throws -> Primitive {
    try withExtendedLifetime((source, destination)) {
      try Primitive(dn_pooling_create(engine.handle, window, source.handle, destination.handle))
    }
  }

  /// The gradient of pooling.
  static func poolingBackward(
    _ engine: Engine, of forward: Primitive, _ window: dn_window, source: Layout, destination: Layout
  ) throws -> Primitive {
    try withExtendedLifetime((forward, source, destination)) {
      try Primitive(
        dn_pooling_backward_create(
          engine.handle, forward.handle, window, source.handle, destination.handle))
    }
  }

  /// A copy that changes the order of elements.
  static func reorder(_ engine: Engine, from: Layout, to: Layout) throws -> Primitive {
    try withExtendedLifetime((from, to)) {
      try Primitive(dn_reorder_create(engine.handle, from.handle, to.handle))
    }
  }
}
