import COneDNN
import RunModel

/// A tensor of parameters with its gradient and the previous one.
///
/// All three lie in the layout that oneDNN chose for training; sums over them do not mind the order. Their
/// `storageCount` floats may hold zeros beyond the logical shape, which stay zero under every elementwise update that
/// maps zero gradients and states to zero.
public final class Parameter {
  /// Name and logical shape.
  public let description: TensorDescription
  let value: Tensor
  /// The buffers that take turns at holding the current gradient.
  let gradients: [Tensor]
  private let engine: Engine

  init(_ description: TensorDescription, layout: Layout, engine: Engine) throws {
    self.description = description
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
  public func read() throws -> [Float] { try plainCopy(of: value) }

  /// A gradient, row-major in the logical shape.
  public func readGradient(parity: Int) throws -> [Float] { try plainCopy(of: gradients[parity]) }

  /// Sets the values, given row-major in the logical shape.
  public func write(_ values: [Float]) throws {
    precondition(values.count == description.parameters)
    let plain = try Tensor(try plainLayout(), engine: engine)
    values.withUnsafeBufferPointer { plain.floats.update(from: $0.baseAddress!, count: $0.count) }
    try reorder(from: plain, to: value)
  }

  private func plainLayout() throws -> Layout { try Layout(description.shape, DN_PLAIN) }

  private func plainCopy(of tensor: Tensor) throws -> [Float] {
    let plain = try Tensor(try plainLayout(), engine: engine)
    try reorder(from: tensor, to: plain)
    return Array(UnsafeBufferPointer(start: plain.floats, count: description.parameters))
  }

  private func reorder(from: Tensor, to: Tensor) throws {
    let call = try Call.reorder(from: from, to: to, engine: engine)
    try call.bind(scratch: Storage(bytes: try call.scratchBytes()), engine: engine)
    try call.run(parity: 0)
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
