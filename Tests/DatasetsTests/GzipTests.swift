import Testing

@testable import Datasets

@Suite struct GzipTests {
  /// Bytes that do not pack well, so that the stream has many blocks.
  private let content = (0..<600_000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 2_654_435_761 >> 13) }

  private func sentence(_ packed: [UInt8]) throws -> String {
    let error = #expect(throws: DatasetError.self) {
      try Gzip.unpack(packed, file: "file.gz", limit: .max)
    }
    return try #require(error).description
  }

  @Test("what was packed is unpacked, over several chunks and members")
  func unpacking() throws {
    let packed = gzip(content)
    #expect(Gzip.isPacked(packed))
    #expect(!Gzip.isPacked(content))
    #expect(try Gzip.unpack(packed, file: "", limit: .max) == content)
    #expect(try Gzip.unpack(packed + gzip([1, 2]), file: "", limit: .max) == content + [1, 2])
  }

  @Test("no more is unpacked than asked for", arguments: [0, 16, 300_000])
  func limit(_ limit: Int) throws {
    #expect(try Gzip.unpack(gzip(content), file: "", limit: limit) == [UInt8](content.prefix(limit)))
  }

  @Test("a stream that is cut is refused with the byte where it ends", arguments: [1, 8, 100])
  func cut(missing: Int) throws {
    let packed = [UInt8](gzip(content).dropLast(missing))
    #expect(
      try sentence(packed) == "file.gz is a broken gzip stream at byte \(packed.count) (unexpected end); "
        + "replace the file with an intact copy, or choose another data set with --dataset")
  }

  @Test("a wrong checksum is refused")
  func checksum() throws {
    var packed = gzip(content)
    packed[packed.count - 8] ^= 1
    #expect(try sentence(packed).contains("(incorrect data check)"))
  }

  @Test("what follows the stream and is none is refused with its byte")
  func trailing() throws {
    let packed = gzip([1, 2, 3])
    #expect(
      try sentence(packed + [7, 7, 7]).hasPrefix(
        "file.gz is a broken gzip stream at byte \(packed.count + 2) (incorrect header check); "))
  }
}
