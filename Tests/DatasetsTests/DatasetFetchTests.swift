import Testing

@testable import Datasets

/// A set is there, whole, or not at all; what stands in the way is said.
@Suite struct DatasetFetchTests {
  private let fixture: FetchFixture
  private let archive = FetchFixture.archive

  init() throws { fixture = try FetchFixture() }

  @Test("a set is downloaded, verified, unpacked, and nothing else is left")
  func whole() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    let fetch = try fixture.fetch(fixture.source(server.address))
    #expect(fetch.existingFolder == nil)
    var steps: [FetchProgress] = []
    try fetch.run { steps.append($0) }
    try fixture.expectWhole()
    #expect(server.requests == [.init(path: "sample.tar.gz", range: nil)])
    #expect(fetch.existingFolder == fetch.folder)
    #expect(
      steps.suffix(3) == [
        .downloading(received: archive.count, of: archive.count), .verifying(file: "sample.tar.gz"),
        .unpacking(file: "sample.tar.gz"),
      ])
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
      source.files[index].md5 = try fixture.md5(content)
    }
    let fetch = DatasetFetch(.mnist, from: source, into: fixture.folder["data"])
    #expect(throws: FetchError.self) { try fetch.run() }
    #expect(
      try fixture.content() == [
        "mnist-train-images-idx3-ubyte.gz.part", "mnist-train-labels-idx1-ubyte.gz.part",
      ])
    try fetch.run()
    #expect(try fixture.content() == ["mnist"])
    #expect(
      server.requests.map(\.path) == official.files.map(\.name).prefix(3)
        + official.files.map(\.name).suffix(2))
    let catalog = DatasetCatalog(dataDirectory: fixture.folder["data"])
    #expect(try catalog.load(.mnist).labels == [7, 0, 4])
    #expect(try catalog.load(.mnist, split: .test).labels == [9])
  }

  @Test("an archive without what it should hold leaves no folder")
  func wrongArchive() throws {
    let other = tarArchive([ArchiveEntry(path: "data_batch_1.bin", kind: .file(FetchFixture.records))])
    let server = try LocalServer(["sample.tar.gz": other])
    #expect(
      try fixture.sentence(fixture.source(server.address, bytes: other.count, md5: fixture.md5(other)))
        .contains(
          "sample.tar.gz.part cannot be unpacked (test_batch.bin is not in it); remove it"))
    #expect(try fixture.content() == ["sample.tar.gz.part"])
  }

  @Test("two at once, a folder in the way, and a data folder that cannot be are refused")
  func obstacles() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    try fixture.writePart([1, 2, 3])
    do {
      let other = try GrowingFile(path: fixture.folder["data/sample.tar.gz.part"])
      defer { withExtendedLifetime(other) {} }
      let text = try fixture.sentence(fixture.source(server.address))
      #expect(text == "\(other.path) is being downloaded by another process; wait for it to end")
    }
    try fixture.folder.write([1], to: "data/cifar-10-batches-bin/notes.txt")
    #expect(
      try fixture.sentence(fixture.source(server.address))
        == "\(fixture.folder["data/cifar-10-batches-bin"]) is there but does not hold "
        + "all of CIFAR-10; move it away, then run the same command again")
    try fixture.folder.write([1], to: "file")
    let fetch = try DatasetFetch(
      .cifar10, from: fixture.source(server.address), into: fixture.folder["file/data"])
    let error = try #require(#expect(throws: FetchError.self) { try fetch.run() })
    #expect(error.description.hasPrefix("\(fixture.folder["file/data"]) cannot be written ("))
    #expect(server.requests.isEmpty)
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
      let error = #expect(throws: FetchError.self) { try DatasetFetch(name, into: fixture.folder.path) }
      #expect(
        try #require(error).description
          == (name == .fashionMNIST
            ? "fashion-mnist is not fetched by layertop; install it with apt-get install dataset-fashion-mnist"
            : "\(name.rawValue) is not a set that can be fetched; choose cifar10, cifar100 or mnist"))
    }
  }
}
