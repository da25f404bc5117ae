import Foundation

/// A file of named tensors, as the safetensors library writes it.
///
/// The file is 8 bytes with the header's length N (little-endian), N bytes of JSON, then the tensors' data
/// without gaps. All of this is checked when the file is opened, so that reading a tensor fails only where
/// its name, type or shape is not the one asked for.
///
/// Source: the format's description at <https://github.com/huggingface/safetensors>.
public struct SafetensorsFile: Sendable {
  /// A tensor's place in the file.
  public struct Tensor: Equatable, Sendable {
    /// The full name, such as `layer1.0.conv1.weight`.
    public let name: String
    /// The elements' type as the file has it, such as `F32`; it may be one that layertop does not know.
    public let dtype: String
    /// The sizes of the dimensions, outermost first; empty for a scalar.
    public let shape: [Int]
    /// Its bytes, counted from the end of the header.
    public let range: Range<Int>
  }

  /// The path of the file, for messages.
  public let path: String
  /// The tensors in the order of their data.
  public let tensors: [Tensor]
  /// The free-form texts of the header.
  public let metadata: [String: String]

  /// The tensors' names in the order of their data.
  public var names: [String] { tensors.map(\.name) }

  /// The file, or its data alone.
  private let bytes: Data
  /// Where in `bytes` the data begin, counted from their start.
  private let dataStart: Int
  private let indices: [String: Int]

  /// Opens a file and checks it.
  ///
  /// - Throws: `SafetensorsError` where the file cannot be read or is not as the format says.
  public init(path: String) throws(SafetensorsError) {
    try self.init(bytes: Self.contents(of: path), path: path)
  }

  /// Checks a file that is in memory; `path` is used in messages.
  ///
  /// - Throws: `SafetensorsError` where the bytes are not as the format says.
  public init(bytes: Data, path: String) throws(SafetensorsError) {
    self.path = path
    self.bytes = bytes
    do {
      let json = try Self.header(of: bytes)
      dataStart = json.endIndex - bytes.startIndex
      let header = try SafetensorsHeader(json: json)
      metadata = header.metadata
      tensors = try Self.placed(header.entries, dataBytes: bytes.count - dataStart)
    } catch {
      throw SafetensorsError(file: path, problem: error)
    }
    indices = Dictionary(uniqueKeysWithValues: zip(tensors.map(\.name), tensors.indices))
  }

  /// What is yet to be written: tensors whose data lie in memory one after another, in their order.
  init(tensors: [Tensor], data: Data, path: String) {
    self.path = path
    self.tensors = tensors
    metadata = [:]
    bytes = data
    dataStart = 0
    indices = Dictionary(uniqueKeysWithValues: zip(tensors.map(\.name), tensors.indices))
  }

  /// The data of all tensors.
  var data: Data { bytes.dropFirst(dataStart) }

  /// The elements of a tensor of type `F32`, in row-major order.
  ///
  /// - Throws: `SafetensorsError` where there is no such tensor or its type or shape is another one.
  public func float32(_ name: String, shape: [Int]) throws(SafetensorsError) -> [Float] {
    let tensor = try tensor(name, dtype: "F32", shape: shape)
    return values(of: tensor, as: Float.self)
  }

  /// The value of a scalar of type `I64`, such as BatchNorm's `num_batches_tracked`.
  ///
  /// - Throws: `SafetensorsError` where there is no such tensor or its type or shape is another one.
  public func int64(_ name: String) throws(SafetensorsError) -> Int64 {
    let tensor = try tensor(name, dtype: "I64", shape: [])
    return values(of: tensor, as: Int64.self)[0]
  }

  /// The place of a tensor.
  ///
  /// - Throws: `SafetensorsError` where there is no such tensor or its type or shape is another one.
  func tensor(_ name: String, dtype: String, shape: [Int]) throws(SafetensorsError) -> Tensor {
    guard let index = indices[name] else {
      throw SafetensorsError(file: path, problem: .missing(tensor: name))
    }
    let tensor = tensors[index]
    guard tensor.dtype == dtype else {
      let problem = SafetensorsError.Problem.wrongType(tensor: name, dtype: tensor.dtype, needed: dtype)
      throw SafetensorsError(file: path, problem: problem)
    }
    guard tensor.shape == shape else {
      let problem = SafetensorsError.Problem.wrongShape(tensor: name, shape: tensor.shape, needed: shape)
      throw SafetensorsError(file: path, problem: problem)
    }
    return tensor
  }

  /// Copies elements; the file is little-endian, as is every machine that Swift's toolchains support.
  private func values<Element: BitwiseCopyable>(of tensor: Tensor, as type: Element.Type) -> [Element] {
    let count = tensor.range.count / MemoryLayout<Element>.stride
    return [Element](unsafeUninitializedCapacity: count) { elements, initialized in
      withBytes(of: tensor) { UnsafeMutableRawBufferPointer(elements).copyBytes(from: $0) }
      initialized = count
    }
  }

  /// Gives access to the bytes of a tensor of this file.
  func withBytes<Result>(
    of tensor: Tensor, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try bytes.withUnsafeBytes { raw in
      let start = dataStart + tensor.range.lowerBound
      return try body(UnsafeRawBufferPointer(rebasing: raw[start..<start + tensor.range.count]))
    }
  }
}

extension SafetensorsFile {
  /// The sizes in bytes of the format's types of whole bytes.
  private static let elementSizes = [
    "BOOL": 1, "U8": 1, "I8": 1, "F8_E4M3": 1, "F8_E5M2": 1, "F8_E8M0": 1, "U16": 2, "I16": 2, "F16": 2,
    "BF16": 2, "U32": 4, "I32": 4, "F32": 4, "U64": 8, "I64": 8, "F64": 8, "C64": 8,
  ]

  /// The bytes of a file, mapped so that one which is no state dict costs nothing, whatever its size.
  private static func contents(of path: String) throws(SafetensorsError) -> Data {
    let url = URL(fileURLWithPath: path).resolvingSymlinksInPath()
    func unreadable(_ reason: String) -> SafetensorsError {
      SafetensorsError(file: path, problem: .unreadable(reason))
    }
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: url.path) else {
      throw unreadable("there is no such file")
    }
    // A device or a pipe would be read without end.
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw unreadable("it is not a regular file")
    }
    do {
      return try Data(contentsOf: url, options: .mappedIfSafe)
    } catch {
      throw unreadable(error.localizedDescription)
    }
  }

  /// The JSON text between its length and the data.
  private static func header(of bytes: Data) throws(SafetensorsError.Problem) -> Data {
    let lengthBytes = MemoryLayout<UInt64>.size
    guard bytes.count >= lengthBytes else { throw .tooShort(bytes: bytes.count) }
    let stored = bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
    let length = UInt64(littleEndian: stored)
    guard length <= SafetensorsHeader.largestLength else { throw .headerTooLarge(header: length) }
    guard Int(length) <= bytes.count - lengthBytes else {
      throw .headerPastEnd(header: length, bytes: bytes.count)
    }
    return bytes.dropFirst(lengthBytes).prefix(Int(length))
  }

  /// The tensors in the order of their data, after checking that these fill the file without overlap.
  private static func placed(
    _ entries: [String: SafetensorsHeader.Entry], dataBytes: Int
  ) throws(SafetensorsError.Problem) -> [Tensor] {
    var tensors: [Tensor] = []
    for (name, entry) in entries.sorted(by: { $0.key < $1.key }) {
      tensors.append(try checked(name, entry, dataBytes: dataBytes))
    }
    // By the ends too: an empty tensor may lie at the beginning of another one.
    tensors.sort { first, second in
      (first.range.lowerBound, first.range.upperBound, first.name)
        < (second.range.lowerBound, second.range.upperBound, second.name)
    }
    var end = 0
    var previous = ""
    for tensor in tensors {
      guard tensor.range.lowerBound >= end else { throw .overlap(tensor: tensor.name, previous: previous) }
      guard tensor.range.lowerBound == end else { throw .unusedBytes(offset: end) }
      end = tensor.range.upperBound
      previous = tensor.name
    }
    guard end == dataBytes else { throw .unusedBytes(offset: end) }
    return tensors
  }

  /// A tensor whose bytes lie in the data and are as many as its type and shape need.
  private static func checked(
    _ name: String, _ entry: SafetensorsHeader.Entry, dataBytes: Int
  ) throws(SafetensorsError.Problem) -> Tensor {
    guard entry.offsets.count == 2 else { throw .malformedEntry(tensor: name) }
    let (begin, end) = (entry.offsets[0], entry.offsets[1])
    guard 0 <= begin, begin <= end, end <= dataBytes else {
      throw .offsetsOutOfRange(tensor: name, begin: begin, end: end, dataBytes: dataBytes)
    }
    // Of an unknown type only the place is checked; whoever asks for its elements is refused.
    if let size = elementSizes[entry.dtype] {
      var needed = size
      for dimension in entry.shape {
        let (product, overflow) = needed.multipliedReportingOverflow(by: dimension)
        guard dimension >= 0, !overflow else { throw .impossibleShape(tensor: name, shape: entry.shape) }
        needed = product
      }
      guard end - begin == needed else {
        throw .sizeMismatch(tensor: name, bytes: end - begin, needed: needed)
      }
    }
    return Tensor(name: name, dtype: entry.dtype, shape: entry.shape, range: begin..<end)
  }
}
