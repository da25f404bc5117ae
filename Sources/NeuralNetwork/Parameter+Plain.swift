import COneDNN

/// Copies of what lies in a parameter's training layout, the optimizer's state for one, from and to plain order.
extension Parameter {
  /// Copies `storageCount` floats from the training layout into row-major order in the logical shape, bit for bit.
  ///
  /// `plain` has room for the logical number of parameters.
  public func copy(_ floats: UnsafeMutablePointer<Float>, toPlain plain: UnsafeMutablePointer<Float>) throws {
    try Tensor.reorder(from: training(floats), to: self.plain(plain), engine: engine)
  }

  /// The way back; what a blocked layout holds beyond the logical shape becomes zero.
  public func copy(
    fromPlain plain: UnsafeMutablePointer<Float>, to floats: UnsafeMutablePointer<Float>
  ) throws {
    try Tensor.reorder(from: self.plain(plain), to: training(floats), engine: engine)
  }

  private func training(_ floats: UnsafeMutablePointer<Float>) throws -> Tensor {
    let layout = value.layout
    return try Tensor(layout, in: Storage(borrowing: floats, bytes: layout.bytes), engine: engine)
  }

  private func plain(_ floats: UnsafeMutablePointer<Float>) throws -> Tensor {
    let layout = try Layout(description.shape, DN_PLAIN)
    return try Tensor(layout, in: Storage(borrowing: floats, bytes: layout.bytes), engine: engine)
  }
}
