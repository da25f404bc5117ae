import COneDNN

/// Copies from and to plain, row-major order, for loading, saving and tests; training itself needs none.
extension Tensor {
  /// The elements, row-major in the logical shape.
  func readPlain(shape: [Int], engine: Engine) throws -> [Float] {
    let plain = try Tensor(Layout(shape, DN_PLAIN), engine: engine)
    try Self.reorder(from: self, to: plain, engine: engine)
    return Array(UnsafeBufferPointer(start: plain.floats, count: shape.reduce(1, *)))
  }

  /// Sets the elements, given row-major in the logical shape.
  func writePlain(_ values: [Float], shape: [Int], engine: Engine) throws {
    precondition(values.count == shape.reduce(1, *), "one value for every element")
    let plain = try Tensor(Layout(shape, DN_PLAIN), engine: engine)
    for (index, value) in values.enumerated() { plain.floats[index] = value }
    try Self.reorder(from: plain, to: self, engine: engine)
  }

  static func reorder(from: Tensor, to: Tensor, engine: Engine) throws {
    let call = try Call.reorder(from: from, to: to, engine: engine)
    try call.bind(scratch: Storage(bytes: try call.scratchBytes()), engine: engine)
    try call.run(parity: 0)
  }
}
