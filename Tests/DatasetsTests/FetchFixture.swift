import Foundation
import Testing

@testable import Datasets

/// CIFAR-10's shape in small, fetched from a server on this machine into a folder of the test's own.
struct FetchFixture {
  /// The content of the first training file.
  static let records = cifarRecord(label: 3) + cifarRecord(label: 8, first: 9)
  /// An archive with two of the set's files among others.
  static let archive = tarArchive([
    ArchiveEntry(path: "cifar-10-batches-bin", kind: .folder),
    ArchiveEntry(path: "cifar-10-batches-bin/data_batch_1.bin", kind: .file(records)),
    ArchiveEntry(path: "cifar-10-batches-bin/readme.html", kind: .file(noise(30_000))),
    ArchiveEntry(path: "cifar-10-batches-bin/test_batch.bin", kind: .file(cifarRecord(label: 1))),
  ])

  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  func md5(_ bytes: [UInt8]) throws -> String {
    let file = try GrowingFile(path: folder["of-which-the-checksum-is-taken"])
    defer { file.remove() }
    try bytes.withUnsafeBytes { try file.append($0) }
    return try #require(try file.md5(isCancelled: { false }))
  }

  func source(_ address: String, bytes: Int = Self.archive.count, md5: String? = nil) throws
    -> DatasetSource
  {
    DatasetSource(
      title: "CIFAR-10", trainingImages: 2, folder: "cifar-10-batches-bin",
      files: [
        RemoteFile(address: address + "/sample.tar.gz", bytes: bytes, md5: try md5 ?? self.md5(Self.archive))
      ],
      packing: .archive([
        .init(name: "data_batch_1.bin", bytes: Self.records.count),
        .init(name: "test_batch.bin", bytes: 3073),
      ]))
  }

  func fetch(_ source: DatasetSource) -> DatasetFetch {
    DatasetFetch(
      .cifar10, from: source, into: folder["data"],
      patience: FetchPatience(tries: 3, pause: 0.001, stall: 1))
  }

  func sentence(_ source: DatasetSource) throws -> String {
    try #require(#expect(throws: FetchError.self) { try fetch(source).run() }).description
  }

  /// What is in the data folder.
  func content() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder["data"]).sorted()
  }

  /// The set is there, whole, and nothing else is.
  func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try content() == ["cifar-10-batches-bin"], sourceLocation: sourceLocation)
    let catalog = DatasetCatalog(dataDirectory: folder["data"])
    #expect(try catalog.load(.cifar10).labels == [3, 8], sourceLocation: sourceLocation)
    #expect(try catalog.load(.cifar10, split: .test).labels == [1], sourceLocation: sourceLocation)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder["data/cifar-10-batches-bin"])
    #expect(files.sorted() == ["data_batch_1.bin", "test_batch.bin"], sourceLocation: sourceLocation)
  }

  func writePart(_ bytes: [UInt8]) throws {
    try folder.write(bytes, to: "data/sample.tar.gz.part")
  }
}
