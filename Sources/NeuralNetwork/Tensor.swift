import COneDNN
import Glibc

/// A tensor's logical shape and the order of its elements in memory.
final class Layout {
  let handle: OpaquePointer

  /// Takes over a layout of the shim.
  init(owning handle: OpaquePointer) { self.handle = handle }

  /// A layout of 32-bit floats unless given; `DN_ANY` leaves the order to the operation it is given to.
  convenience init(_ shape: [Int], _ format: dn_format, _ type: dn_type = DN_F32) throws {
    self.init(owning: try require(dn_layout_create(Int32(shape.count), shape.map(Int64.init), format, type)))
  }

  deinit { dn_layout_destroy(handle) }

  /// The bytes it takes, padding of blocked layouts included.
  var bytes: Int { withExtendedLifetime(self) { dn_layout_bytes(handle) } }

  /// The type of its elements.
  var type: dn_type { withExtendedLifetime(self) { dn_layout_type(handle) } }

  static func == (a: Layout, b: Layout) -> Bool {
    withExtendedLifetime((a, b)) { dn_layout_equal(a.handle, b.handle) }
  }
}

/// Zeroed memory, aligned for vectors and, when large, in huge pages: sweeps over tens of megabytes otherwise spend a
/// good part of their time on address translation.
public final class Storage {
  /// Its first byte.
  public let pointer: UnsafeMutableRawPointer
  /// Its size.
  public let bytes: Int
  private let isOwned: Bool

  /// Memory that belongs to the caller, who keeps it for as long as this is used.
  init(borrowing pointer: UnsafeMutableRawPointer, bytes: Int) {
    self.pointer = pointer
    self.bytes = bytes
    isOwned = false
  }

  /// Takes memory, which is given back with the last reference.
  public init(bytes: Int) {
    let hugePage = 1 << 21
    let alignment = bytes >= hugePage ? hugePage : 64
    var memory: UnsafeMutableRawPointer?
    let status = posix_memalign(&memory, alignment, max(bytes, 1))
    guard status == 0, let memory else {
      fatalError("out of memory: the network's tensors need \(bytes) bytes more")
    }
    if bytes >= hugePage { madvise(memory, bytes, Int32(MADV_HUGEPAGE)) }
    memset(memory, 0, bytes)
    pointer = memory
    self.bytes = bytes
    isOwned = true
  }

  deinit { if isOwned { free(pointer) } }
}

/// A layout and the memory that holds it. Two tensors may share memory when their lives do not overlap.
final class Tensor {
  let layout: Layout
  let storage: Storage
  /// oneDNN's view of both.
  let handle: OpaquePointer

  init(_ layout: Layout, in storage: Storage, engine: Engine) throws {
    precondition(storage.bytes >= layout.bytes)
    self.layout = layout
    self.storage = storage
    handle = try withExtendedLifetime(layout) {
      try require(dn_memory_create(engine.handle, layout.handle, storage.pointer))
    }
  }

  /// A tensor with memory of its own, all zero.
  convenience init(_ layout: Layout, engine: Engine) throws {
    try self.init(layout, in: Storage(bytes: layout.bytes), engine: engine)
  }

  deinit { dn_memory_destroy(handle) }

  /// The elements in the layout's order; blocked layouts may hold zeros beyond the logical shape.
  var floats: UnsafeMutablePointer<Float> { storage.pointer.assumingMemoryBound(to: Float.self) }
  /// The elements of a bfloat16 tensor: the upper halves of floats.
  var halves: UnsafeMutablePointer<UInt16> { storage.pointer.assumingMemoryBound(to: UInt16.self) }
  /// The number of elements in memory.
  var count: Int {
    layout.bytes / (layout.type == DN_BF16 ? MemoryLayout<UInt16>.stride : MemoryLayout<Float>.stride)
  }
}
