import Foundation
import Synchronization
import Testing

@testable import Datasets

/// CIFAR-10's shape in small: an archive with two of its files among others.
private let records = cifarRecord(label: 3) + cifarRecord(label: 8, first: 9)
private let archive = tarArchive([
  ArchiveEntry(path: "cifar-10-batches-bin", kind: .folder),
  ArchiveEntry(path: "cifar-10-batches-bin/data_batch_1.bin", kind: .file(records)),
  ArchiveEntry(path: "cifar-10-batches-bin/readme.html", kind: .file(noise(30_000))),
  ArchiveEntry(path: "cifar-10-batches-bin/test_batch.bin", kind: .file(cifarRecord(label: 1))),
])

@Suite struct DatasetFetchTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func md5(_ bytes: [UInt8]) throws -> String {
    let file = try GrowingFile(path: folder["of-which-the-checksum-is-taken"])
    defer { file.remove() }
    try bytes.withUnsafeBytes { try file.append($0) }
    return try #require(try file.md5(isCancelled: { false }))
  }

  private func source(_ address: String, bytes: Int = archive.count, md5: String? = nil) throws
    -> DatasetSource
  {
    DatasetSource(
      title: "CIFAR-10", trainingImages: 2, folder: "cifar-10-batches-bin",
      files: [
        RemoteFile(address: address + "/sample.tar.gz", bytes: bytes, md5: try md5 ?? self.md5(archive))
      ],
      packing: .archive([
        .init(name: "data_batch_1.bin", bytes: records.count), .init(name: "test_batch.bin", bytes: 3073),
      ]))
  }

  private func fetch(_ source: DatasetSource) -> DatasetFetch {
    DatasetFetch(
      .cifar10, from: source, into: folder["data"],
      patience: FetchPatience(tries: 3, pause: 0.001, stall: 1))
  }

  private func sentence(_ source: DatasetSource) throws -> String {
    try #require(#expect(throws: FetchError.self) { try fetch(source).run() }).description
  }

  /// What is in the data folder.
  private func content() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder["data"]).sorted()
  }

  /// The set is there, whole, and nothing else is.
  private func expectWhole(sourceLocation: SourceLocation = #_sourceLocation) throws {
    #expect(try content() == ["cifar-10-batches-bin"], sourceLocation: sourceLocation)
    let catalog = DatasetCatalog(dataDirectory: folder["data"])
    #expect(try catalog.load(.cifar10).labels == [3, 8], sourceLocation: sourceLocation)
    #expect(try catalog.load(.cifar10, split: .test).labels == [1], sourceLocation: sourceLocation)
    let files = try FileManager.default.contentsOfDirectory(atPath: folder["data/cifar-10-batches-bin"])
    #expect(files.sorted() == ["data_batch_1.bin", "test_batch.bin"], sourceLocation: sourceLocation)
  }

  private func writePart(_ bytes: [UInt8]) throws {
    try folder.write(bytes, to: "data/sample.tar.gz.part")
  }

  @Test("a set is downloaded, verified, unpacked, and nothing else is left")
  func whole() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    let fetch = try fetch(source(server.address))
    #expect(fetch.existingFolder == nil)
    var steps: [FetchProgress] = []
    try fetch.run { steps.append($0) }
    try expectWhole()
    #expect(server.requests == [.init(path: "sample.tar.gz", range: nil)])
    #expect(fetch.existingFolder == fetch.folder)
    #expect(
      steps.suffix(3) == [
        .downloading(received: archive.count, of: archive.count), .verifying(file: "sample.tar.gz"),
        .unpacking(file: "sample.tar.gz"),
      ])
  }

  @Test("a connection that breaks is taken up where it broke, as often as it brings something")
  func cuts() throws {
    let server = try LocalServer(
      ["sample.tar.gz": archive],
      [.cut(after: 1000), .cut(after: 500), .cut(after: 1), .cut(after: 1), .cut(after: 1), .serve])
    try fetch(source(server.address)).run()
    try expectWhole()
    #expect(
      server.ranges == [
        nil, "bytes=1000-", "bytes=1500-", "bytes=1501-", "bytes=1502-", "bytes=1503-",
      ])
  }

  @Test("after tries without a new byte it gives up, and the next fetch goes on from there")
  func givingUp() throws {
    do {
      let server = try LocalServer(["sample.tar.gz": archive], [.cut(after: 1000), .cut(after: 0)])
      let text = try sentence(source(server.address))
      #expect(
        text.hasPrefix("the connection to \(server.address)/sample.tar.gz was lost after 0.0 of 0.0 MB ("))
      #expect(text.hasSuffix("; run the same command again to go on from there"))
      #expect(server.ranges == [nil, "bytes=1000-", "bytes=1000-"])
    }
    #expect(try content() == ["sample.tar.gz.part"])
    let server = try LocalServer(["sample.tar.gz": archive])
    try fetch(source(server.address)).run()
    #expect(server.ranges == ["bytes=1000-"])
    try expectWhole()
  }

  @Test(
    "servers that cannot go on begin anew", arguments: [LocalServer.Behaviour.withoutRanges, .withoutLength])
  func withoutRanges(behaviour: LocalServer.Behaviour) throws {
    let server = try LocalServer(["sample.tar.gz": archive], [.cut(after: 1000), behaviour])
    try fetch(source(server.address)).run()
    #expect(server.ranges == [nil, "bytes=1000-"])
    try expectWhole()
  }

  @Test("a part that was not asked for is not taken")
  func wrongRange() throws {
    let server = try LocalServer(["sample.tar.gz": archive], [.cut(after: 1000), .wrongRange, .serve])
    try fetch(source(server.address)).run()
    #expect(server.ranges == [nil, "bytes=1000-", nil])
    try expectWhole()
  }

  @Test("a server that holds the connection and sends nothing is left, and taken up again")
  func stall() throws {
    let server = try LocalServer(["sample.tar.gz": archive], [.stall(after: 2000), .serve])
    try fetch(source(server.address)).run()
    #expect(server.ranges == [nil, "bytes=2000-"])
    try expectWhole()
  }

  @Test(
    "a slow server, one that says the file is packed for the way, and one that has moved are all well",
    arguments: [[LocalServer.Behaviour.trickle], [.encoded], [.redirect(to: "."), .serve]])
  func oddities(behaviours: [LocalServer.Behaviour]) throws {
    let server = try LocalServer(["sample.tar.gz": archive], behaviours)
    try fetch(source(server.address)).run()
    try expectWhole()
    #expect(server.requests.count == behaviours.count)
  }

  @Test("a refusal is said with its status, and nothing is left", arguments: [(404, "name"), (503, "try")])
  func refusal(status: Int, advice: String) throws {
    let server = try LocalServer([:], [.status(status)])
    #expect(
      try sentence(source(server.address)).hasPrefix(
        "\(server.address)/sample.tar.gz was refused by its server with the status \(status); \(advice) "))
    #expect(try content() == [])
    #expect(server.requests.count == 1)
  }

  @Test("a wrong checksum is said, and what was downloaded is removed")
  func checksum() throws {
    var damaged = archive
    damaged[archive.count / 2] ^= 1
    let server = try LocalServer(["sample.tar.gz": damaged])
    #expect(
      try sentence(source(server.address))
        == "what was downloaded from \(server.address)/sample.tar.gz has the MD5 checksum \(md5(damaged)) "
        + "where the published one is \(md5(archive)), so it was removed; run the same command again, or name "
        + "another mirror with --from")
    #expect(try content() == [])
  }

  @Test("a beginning that is not the file's is found out, removed, and the next fetch is right")
  func foreignPart() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    try writePart(noise(1234))
    #expect(try sentence(source(server.address)).contains("MD5"))
    #expect(try content() == [])
    try fetch(source(server.address)).run()
    #expect(server.ranges == ["bytes=1234-", nil])
    try expectWhole()
  }

  @Test("a whole download that waits is not downloaded again, a longer one is no part")
  func finishedPart() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    try writePart(archive)
    try fetch(source(server.address)).run()
    #expect(server.ranges == [])
    try expectWhole()
    try FileManager.default.removeItem(atPath: folder["data/cifar-10-batches-bin"])
    try writePart(archive + [0])
    try fetch(source(server.address)).run()
    #expect(server.ranges == [nil])
    try expectWhole()
  }

  @Test("a file of another size is refused as soon as it is announced, or at the first byte too many")
  func wrongSize() throws {
    let server = try LocalServer(
      ["sample.tar.gz": archive + [1, 2, 3]], [.announcing(5_000_000_000), .withoutLength])
    #expect(
      try sentence(source(server.address))
        == "\(server.address)/sample.tar.gz has 5000000000 bytes where the published file has \(archive.count); "
        + "name another mirror with --from")
    #expect(try content() == [])
    #expect(throws: FetchError.self) { try fetch(source(server.address)).run() }
  }

  @Test("nobody there")
  func unreachable() throws {
    let address = try LocalServer([:]).address
    let text = try sentence(source(address))
    #expect(text.hasPrefix("\(address)/sample.tar.gz cannot be reached ("))
    #expect(text.hasSuffix("); check the network, or name a mirror with --from"))
    #expect(try content() == [])
    #expect(try sentence(source("file:///tmp")).hasPrefix("file:///tmp/sample.tar.gz cannot be reached ("))
  }

  @Test("a stop keeps what has arrived in the .part file alone, and the next fetch goes on")
  func cancelling() throws {
    let server = try LocalServer(["sample.tar.gz": archive], [.stall(after: 3000), .serve])
    let cancellation = FetchCancellation()
    let fetch = try fetch(source(server.address))
    let error = #expect(throws: FetchError.self) {
      try fetch.run(cancellation: cancellation) { _ in cancellation.cancel() }
    }
    guard case .interrupted(_, let received, archive.count) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(received > 0 && received <= 3000)
    #expect(try content() == ["sample.tar.gz.part"])
    try fetch.run()
    #expect(server.ranges == [nil, "bytes=\(received)-"])
    try expectWhole()
  }

  @Test(
    "a stop while it is verified or unpacked keeps the download and no half-full folder", arguments: [0, 1])
  func cancellingLater(ending: Int) throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    let cancellation = FetchCancellation()
    let fetch = try fetch(source(server.address))
    let stage: FetchProgress = [.verifying(file: "sample.tar.gz"), .unpacking(file: "sample.tar.gz")][ending]
    #expect(throws: FetchError.interrupted(title: "CIFAR-10", received: archive.count, of: archive.count)) {
      try fetch.run(cancellation: cancellation) { if $0 == stage { cancellation.cancel() } }
    }
    #expect(try content() == ["sample.tar.gz.part"])
    try fetch.run()
    #expect(server.ranges == [nil])
    try expectWhole()
  }

  @Test("what an ended process left half unpacked is taken away")
  func leftovers() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    try folder.write([1], to: "data/cifar-10-batches-bin.part/data_batch_2.bin")
    try fetch(source(server.address)).run()
    try expectWhole()
  }

  @Test("an archive without what it should hold leaves no folder")
  func wrongArchive() throws {
    let other = tarArchive([ArchiveEntry(path: "data_batch_1.bin", kind: .file(records))])
    let server = try LocalServer(["sample.tar.gz": other])
    #expect(
      try sentence(source(server.address, bytes: other.count, md5: md5(other))).contains(
        "sample.tar.gz.part cannot be unpacked (test_batch.bin is not in it); remove it"))
    #expect(try content() == ["sample.tar.gz.part"])
  }

  @Test("two at once, a folder in the way, and a data folder that cannot be are refused")
  func obstacles() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    try writePart([1, 2, 3])
    do {
      let other = try GrowingFile(path: folder["data/sample.tar.gz.part"])
      defer { withExtendedLifetime(other) {} }
      let text = try sentence(source(server.address))
      #expect(text == "\(other.path) is being downloaded by another process; wait for it to end")
    }
    try folder.write([1], to: "data/cifar-10-batches-bin/notes.txt")
    #expect(
      try sentence(source(server.address))
        == "\(folder["data/cifar-10-batches-bin"]) is there but does not hold "
        + "all of CIFAR-10; move it away, then run the same command again")
    try folder.write([1], to: "file")
    let fetch = try DatasetFetch(.cifar10, from: source(server.address), into: folder["file/data"])
    let error = try #require(#expect(throws: FetchError.self) { try fetch.run() })
    #expect(error.description.hasPrefix("\(folder["file/data"]) cannot be written ("))
    #expect(server.requests.isEmpty)
  }

  @Test("a set of several files is there with all of them or not at all")
  func severalFiles() throws {
    let contents = [
      "train-images-idx3-ubyte.gz": gzip(idxImages(3)),
      "train-labels-idx1-ubyte.gz": gzip(idxLabels([7, 0, 4])),
      "t10k-images-idx3-ubyte.gz": gzip(idxImages(1)), "t10k-labels-idx1-ubyte.gz": gzip(idxLabels([9])),
    ]
    let server = try LocalServer(contents, [.serve, .serve, .status(404), .serve])
    let official = try #require(DatasetSource.official(.mnist))
    var source = official.mirrored(at: server.address)
    for index in source.files.indices {
      let content = try #require(contents[source.files[index].name])
      source.files[index].bytes = content.count
      source.files[index].md5 = try md5(content)
    }
    let fetch = DatasetFetch(.mnist, from: source, into: folder["data"])
    #expect(throws: FetchError.self) { try fetch.run() }
    #expect(
      try content() == ["mnist-train-images-idx3-ubyte.gz.part", "mnist-train-labels-idx1-ubyte.gz.part"])
    try fetch.run()
    #expect(try content() == ["mnist"])
    #expect(
      server.requests.map(\.path) == official.files.map(\.name).prefix(3)
        + official.files.map(\.name).suffix(2))
    let catalog = DatasetCatalog(dataDirectory: folder["data"])
    #expect(try catalog.load(.mnist).labels == [7, 0, 4])
    #expect(try catalog.load(.mnist, split: .test).labels == [9])
  }

  @Test(
    "the checksum is MD5",
    arguments: [
      ("", "d41d8cd98f00b204e9800998ecf8427e"), ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ])
  func knownChecksums(text: String, digest: String) throws {
    #expect(try md5(Array(text.utf8)) == digest)
  }

  @Test("sets without a source are refused with what to do", arguments: DatasetName.allCases)
  func sources(name: DatasetName) throws {
    if let source = DatasetSource.official(name) {
      for file in source.files {
        #expect(file.address.hasPrefix("https://") && file.md5.count == 32 && file.bytes > 4000)
      }
      #expect(
        source.mirrored(at: "http://mirror/a/").files.allSatisfy {
          $0.address == "http://mirror/a/\($0.name)"
        })
    } else {
      let error = #expect(throws: FetchError.self) { try DatasetFetch(name, into: folder.path) }
      #expect(
        try #require(error).description
          == (name == .fashionMNIST
            ? "fashion-mnist is not fetched by layertop; install it with apt-get install dataset-fashion-mnist"
            : "\(name.rawValue) is not a set that can be fetched; choose cifar10, cifar100 or mnist"))
    }
  }
}
