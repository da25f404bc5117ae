import NeuralNetwork

/// A piece of a run's state: its name in a checkpoint, and the way from memory to there and back.
///
/// Saving and restoring walk through the same list of these, so that nothing goes but one way.
struct StateTensor {
  let name: String
  /// The type in the file, `F32`, `F64` or `I64`.
  let dtype: String
  let shape: [Int]
  /// Writes the elements, row-major.
  let save: (UnsafeMutableRawBufferPointer) throws -> Void
  /// Takes the elements over.
  let restore: (UnsafeRawBufferPointer) throws -> Void

  /// The bytes in the file.
  var bytes: Int { shape.reduce(dtype == "F32" ? 4 : 8, *) }
}

extension StateTensor {
  /// Floats in the training layout of a parameter: its values, or what is remembered of it.
  static func floats(
    _ name: String, _ floats: UnsafeMutablePointer<Float>, of parameter: Parameter
  ) -> StateTensor {
    StateTensor(
      name: name, dtype: "F32", shape: parameter.description.shape,
      save: { bytes in
        guard let plain = bytes.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
        try parameter.copy(floats, toPlain: plain)
      },
      restore: { bytes in
        guard let plain = bytes.baseAddress?.assumingMemoryBound(to: Float.self) else { return }
        try parameter.copy(fromPlain: UnsafeMutablePointer(mutating: plain), to: floats)
      })
  }

  /// Floats as they lie in memory.
  static func floats(_ name: String, _ storage: Storage, shape: [Int]) -> StateTensor {
    StateTensor(
      name: name, dtype: "F32", shape: shape,
      save: { $0.copyMemory(from: UnsafeRawBufferPointer(start: storage.pointer, count: $0.count)) },
      restore: { storage.pointer.copyMemory(from: $0.baseAddress!, byteCount: $0.count) })
  }

  /// Running means or variances of a batch normalisation.
  static func statistic(_ statistic: RunningStatistic) -> StateTensor {
    StateTensor(
      name: statistic.name, dtype: "F32", shape: [statistic.values.count],
      save: { bytes in statistic.values.withUnsafeBytes { bytes.copyMemory(from: $0) } },
      restore: { bytes in statistic.values.withUnsafeMutableBytes { $0.copyMemory(from: bytes) } })
  }

  /// A number that PyTorch has and layertop needs not: written, and not read.
  static func constant(_ name: String, _ value: Int) -> StateTensor {
    StateTensor(
      name: name, dtype: "I64", shape: [],
      save: { $0.storeBytes(of: Int64(value), as: Int64.self) }, restore: { _ in })
  }

  /// Numbers in double precision.
  static func doubles(
    _ name: String, _ values: [Double], restore: @escaping ([Double]) -> Void
  ) -> StateTensor {
    StateTensor(
      name: name, dtype: "F64", shape: [values.count],
      save: { bytes in values.withUnsafeBytes { bytes.copyMemory(from: $0) } },
      restore: { bytes in
        restore((0..<values.count).map { bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Double.self) })
      })
  }
}
