import RunModel

/// What is wrong with a safetensors file, or with what was asked of it.
public struct SafetensorsError: Error, Equatable, Sendable {
  /// The facts; names are as the file has them.
  public enum Problem: Error, Equatable {
    /// The file cannot be read; the text is the system's reason.
    case unreadable(String)
    /// The file is shorter than the 8 bytes that hold the header's length.
    case tooShort(bytes: Int)
    /// The header would go past the end of the file.
    case headerPastEnd(header: UInt64, bytes: Int)
    /// The header is larger than any network needs.
    case headerTooLarge(header: UInt64)
    /// The header is not a JSON object in UTF-8.
    case headerNotJSON
    /// The header says something twice.
    case duplicateKey(String)
    /// The tensor's entry lacks its dtype, shape or data offsets, or they have the wrong type.
    case malformedEntry(tensor: String)
    /// A dimension is negative, or the number of bytes does not fit in 64 bits.
    case impossibleShape(tensor: String, shape: [Int])
    /// The data offsets are not ascending or go past the end of the data.
    case offsetsOutOfRange(tensor: String, begin: Int, end: Int, dataBytes: Int)
    /// The data offsets span another number of bytes than dtype and shape need.
    case sizeMismatch(tensor: String, bytes: Int, needed: Int)
    /// The tensor's data begin before the data of the one before end.
    case overlap(tensor: String, previous: String)
    /// The bytes from this offset of the data on belong to no tensor.
    case unusedBytes(offset: Int)
    /// No tensor has that name.
    case missing(tensor: String)
    /// A tensor that the network does not have.
    case unexpected(tensor: String)
    /// The tensor has another type than is needed.
    case wrongType(tensor: String, dtype: String, needed: String)
    /// The tensor has another shape than is needed.
    case wrongShape(tensor: String, shape: [Int], needed: [Int])
  }

  /// The path of the file.
  public var file: String
  /// The facts.
  public var problem: Problem

  /// Makes an error.
  public init(file: String, problem: Problem) {
    self.file = file
    self.problem = problem
  }
}

extension SafetensorsError: CustomStringConvertible {
  /// One sentence: which file, which tensor, what is wrong.
  public var description: String {
    "\(PlainText.printable(file, limit: 1_000)) \(predicate)"
  }

  private var predicate: String {
    switch problem {
    case .unreadable(let reason):
      "cannot be read: \(printable(reason))"
    case .tooShort(let bytes):
      "is not a safetensors file: it has \(bytes) bytes, fewer than the 8 of the header's length"
    case .headerPastEnd(let header, let bytes):
      "is cut short or not a safetensors file: its header should have \(header) bytes, the file has \(bytes)"
    case .headerTooLarge(let header):
      "is not a safetensors file: its header would have \(header) bytes, "
        + "the format allows \(SafetensorsHeader.largestLength)"
    case .headerNotJSON:
      "is not a safetensors file: its header is not a JSON object"
    case .duplicateKey(let key):
      "has a header that says \(Self.quoted(key)) twice"
    case .malformedEntry(let tensor):
      "describes tensor \(Self.quoted(tensor)) without a valid dtype, shape or data_offsets"
    case .impossibleShape(let tensor, let shape):
      "gives tensor \(Self.quoted(tensor)) the impossible shape \(Self.text(shape))"
    case .offsetsOutOfRange(let tensor, let begin, let end, let dataBytes):
      "puts tensor \(Self.quoted(tensor)) at bytes \(begin) to \(end) of the data, which has \(dataBytes) bytes"
    case .sizeMismatch(let tensor, let bytes, let needed):
      "gives tensor \(Self.quoted(tensor)) \(bytes) bytes, its type and shape need \(needed)"
    case .overlap(let tensor, let previous):
      "lets tensor \(Self.quoted(tensor)) overlap tensor \(Self.quoted(previous))"
    case .unusedBytes(let offset):
      "has data that belong to no tensor, from byte \(offset) of the data on"
    case .missing(let tensor):
      "has no tensor \(Self.quoted(tensor))"
    case .unexpected(let tensor):
      "has a tensor \(Self.quoted(tensor)) that the network does not have"
    case .wrongType(let tensor, let dtype, let needed):
      "has tensor \(Self.quoted(tensor)) of type \(printable(dtype)), it must be of type \(needed)"
    case .wrongShape(let tensor, let shape, let needed):
      "has tensor \(Self.quoted(tensor)) of shape \(Self.text(shape)), it must be \(Self.text(needed))"
    }
  }

  private static func quoted(_ name: String) -> String { "'\(printable(name))'" }

  /// As Python prints it; cut where a hostile header gives thousands of dimensions.
  private static func text(_ shape: [Int]) -> String {
    let shown = shape.prefix(8).map(String.init).joined(separator: ", ")
    return "(\(shown)\(shape.count > 8 ? ", …" : ""))"
  }
}

/// A name from elsewhere, fit for a sentence.
func printable(_ name: String) -> String { PlainText.printable(name, limit: 100) }
