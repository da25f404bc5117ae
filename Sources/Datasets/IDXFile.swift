/// A file in the IDX format of the MNIST family, plain or packed with gzip.
///
/// A magic number (two zero bytes, the type 8 for unsigned bytes, the number of dimensions), the dimensions,
/// each a big-endian 32-bit number, then the bytes, last dimension fastest.
struct IDXFile {
  private let path: String
  private let bytes: [UInt8]
  private let isPacked: Bool

  /// Reads a file, and unpacks nothing yet.
  init(path: String) throws(DatasetError) {
    self.path = path
    bytes = try contents(ofFile: path)
    isPacked = Gzip.isPacked(bytes)
    if bytes.isEmpty { throw .malformed(FilePosition(file: path, offset: 0), .empty) }
  }

  /// The pixels, shape (images, rows, columns), of a file with images of this size.
  func images(rows: Int, columns: Int) throws(DatasetError) -> [UInt8] {
    let count = try imageCount(rows: rows, columns: columns)
    return try body(from: 16, count: count * rows * columns)
  }

  /// The number of images that the header of a file with images of this size announces.
  func imageCount(rows: Int, columns: Int) throws(DatasetError) -> Int {
    let header = try header(magic: 0x0000_0803, dimensions: 3)
    guard header[1] == rows, header[2] == columns else {
      throw .malformed(
        position(8),
        .imageSize(rows: header[1], columns: header[2], expectedRows: rows, expectedColumns: columns))
    }
    return header[0]
  }

  /// The labels, each below the number of classes.
  func labels(classes: Int) throws(DatasetError) -> [UInt8] {
    let header = try header(magic: 0x0000_0801, dimensions: 1)
    let labels = try body(from: 8, count: header[0])
    if let index = labels.firstIndex(where: { $0 >= classes }) {
      throw .malformed(position(8 + index), .label(labels[index], classes: classes))
    }
    return labels
  }

  /// The dimensions, the first of them at least 1.
  private func header(magic: UInt32, dimensions: Int) throws(DatasetError) -> [Int] {
    let length = 4 * (1 + dimensions)
    let content = try content(limit: length)
    guard content.count >= 4 else {
      throw .malformed(position(content.count), .truncated(expected: length))
    }
    let numbers = stride(from: 0, to: content.count - 3, by: 4).map { offset in
      content[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    guard numbers[0] == magic else {
      throw .malformed(position(0), .magic(numbers[0], expected: magic))
    }
    guard content.count == length else {
      throw .malformed(position(content.count), .truncated(expected: length))
    }
    guard numbers[1] > 0 else { throw .malformed(position(4), .noItems) }
    return numbers.dropFirst().map { Int($0) }
  }

  /// All bytes after the header, which must be as many as it announces.
  private func body(from start: Int, count: Int) throws(DatasetError) -> [UInt8] {
    let end = start + count
    let content = try content(limit: end + 1)
    guard content.count >= end else {
      throw .malformed(position(content.count), .truncated(expected: end))
    }
    guard content.count == end else { throw .malformed(position(end), .surplus) }
    return [UInt8](content[start...])
  }

  /// The first bytes of the unpacked content, at most `limit`.
  private func content(limit: Int) throws(DatasetError) -> ArraySlice<UInt8> {
    isPacked ? try Gzip.unpack(bytes, file: path, limit: limit)[...] : bytes.prefix(limit)
  }

  private func position(_ offset: Int) -> FilePosition {
    FilePosition(file: path, offset: offset, unpacked: isPacked)
  }
}
