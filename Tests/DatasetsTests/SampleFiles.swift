import CZlib
import Foundation

/// One CIFAR-10 record whose pixels tell the channel, and the place within it, from a first value on.
func cifarRecord(label: UInt8, first: UInt8 = 0) -> [UInt8] {
  [label] + (0..<3072).map { UInt8(truncatingIfNeeded: Int(first) + $0 / 1024 * 50 + $0 % 1024) }
}

/// An IDX file: magic number, dimensions, bytes.
func idx(magic: UInt32, dimensions: [Int], _ body: [UInt8]) -> [UInt8] {
  ([magic] + dimensions.map(UInt32.init)).flatMap { number in
    stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
  } + body
}

/// An IDX file of 28 × 28 images, all bytes of image i being i + 1.
func idxImages(_ count: Int, side: Int = 28) -> [UInt8] {
  idx(
    magic: 0x803, dimensions: [count, side, side],
    (0..<count).flatMap { [UInt8](repeating: UInt8($0 + 1), count: side * side) })
}

/// An IDX file of labels.
func idxLabels(_ labels: [UInt8]) -> [UInt8] {
  idx(magic: 0x801, dimensions: [labels.count], labels)
}

/// A gzip file with one member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var packed = [UInt8](repeating: 0, count: bytes.count + 1024)
  var stream = z_stream()
  let length = withUnsafeMutablePointer(to: &stream) { stream in
    deflateInit2_(
      stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    bytes.withUnsafeBufferPointer { source in
      packed.withUnsafeMutableBufferPointer { target in
        stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
        stream.pointee.avail_in = UInt32(source.count)
        stream.pointee.next_out = target.baseAddress
        stream.pointee.avail_out = UInt32(target.count)
        _ = deflate(stream, Z_FINISH)
      }
    }
    defer { deflateEnd(stream) }
    return Int(stream.pointee.total_out)
  }
  return [UInt8](packed[..<length])
}
