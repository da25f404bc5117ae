import Glibc
import NeuralNetwork

extension Storage {
  /// Memory for so many floats, all zero.
  convenience init(floats count: Int) { self.init(bytes: count * MemoryLayout<Float>.stride) }

  /// The memory as floats.
  var floats: UnsafeMutablePointer<Float> { pointer.assumingMemoryBound(to: Float.self) }

  /// Sets all to zero.
  func clear() { memset(pointer, 0, bytes) }
}
