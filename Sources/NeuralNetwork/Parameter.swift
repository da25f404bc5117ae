import RunModel

/// What a parameter does in its layer, which decides how it is initialised.
enum ParameterRole {
  /// Kernels (o, i, kh, kw) of a convolution.
  case convolution
  /// The matrix (o, i) of a linear layer.
  case linear
  /// The bias of a convolution or linear layer, each of whose outputs sums up so many products.
  case bias(inputs: Int)
  /// γ of a batch normalisation.
  case scale
  /// β of a batch normalisation.
  case shift
}

/// A tensor of parameters with its gradient and the previous one.
///
/// All three lie in the layout that oneDNN chose for training; sums over them do not mind the order. Their
/// `storageCount` floats may hold zeros beyond the logical shape, which stay zero under every elementwise update that
/// maps zero gradients and states to zero.
public final class Parameter {
  /// Name and logical shape.
  public let description: TensorDescription
  let role: ParameterRole
  let value: Tensor
  /// The buffers that take turns at holding the current gradient.
  let gradients: [Tensor]
  let engine: Engine

  init(_ description: TensorDescription, _ role: ParameterRole, layout: Layout, engine: Engine) throws {
    self.description = description
    self.role = role
    self.engine = engine
    value = try Tensor(layout, engine: engine)
    gradients = [try Tensor(layout, engine: engine), try Tensor(layout, engine: engine)]
  }

  /// The number of floats in memory, at least the logical number of parameters.
  public var storageCount: Int { value.count }
  /// The values, `storageCount` floats in the training layout.
  public var values: UnsafeMutablePointer<Float> { value.floats }
  /// The gradient that a backward pass of this parity writes; the other parity's is the previous one.
  public func gradient(parity: Int) -> UnsafeMutablePointer<Float> { gradients[parity].floats }

  /// The values, row-major in the logical shape.
  public func read() throws -> [Float] { try value.readPlain(shape: description.shape, engine: engine) }

  /// A gradient, row-major in the logical shape.
  func readGradient(parity: Int) throws -> [Float] {
    try gradients[parity].readPlain(shape: description.shape, engine: engine)
  }

  /// Sets the values, given row-major in the logical shape.
  public func write(_ values: [Float]) throws {
    try value.writePlain(values, shape: description.shape, engine: engine)
  }
}

/// A running statistic of a batch normalisation: state that is not trained.
public final class RunningStatistic {
  /// The full name in torchvision's state dict.
  public let name: String
  /// One value per channel.
  public var values: [Float]

  init(name: String, count: Int, initial: Float) {
    self.name = name
    values = Array(repeating: initial, count: count)
  }
}
