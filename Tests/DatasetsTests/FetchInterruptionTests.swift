import Foundation
import Testing

@testable import Datasets

/// What an interrupted fetch leaves, and how the next goes on.
@Suite struct FetchInterruptionTests {
  private let fixture: FetchFixture
  private let archive = FetchFixture.archive

  init() throws { fixture = try FetchFixture() }

  @Test("a whole download that waits is not downloaded again, a longer one is no part")
  func finishedPart() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    try fixture.writePart(archive)
    try fixture.fetch(fixture.source(server.address)).run()
    #expect(server.ranges == [])
    try fixture.expectWhole()
    try FileManager.default.removeItem(atPath: fixture.folder["data/cifar-10-batches-bin"])
    try fixture.writePart(archive + [0])
    try fixture.fetch(fixture.source(server.address)).run()
    #expect(server.ranges == [nil])
    try fixture.expectWhole()
  }

  @Test("a stop keeps what has arrived in the .part file alone, and the next fetch goes on")
  func cancelling() throws {
    let server = try LocalServer(["sample.tar.gz": archive], [.stall(after: 3000), .serve])
    let cancellation = FetchCancellation()
    let fetch = try fixture.fetch(fixture.source(server.address))
    let error = #expect(throws: FetchError.self) {
      try fetch.run(cancellation: cancellation) { _ in cancellation.cancel() }
    }
    guard case .interrupted(_, let received, archive.count) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(received > 0 && received <= 3000)
    #expect(try fixture.content() == ["sample.tar.gz.part"])
    try fetch.run()
    #expect(server.ranges == [nil, "bytes=\(received)-"])
    try fixture.expectWhole()
  }

  @Test(
    "a stop while it is verified or unpacked keeps the download and no half-full folder", arguments: [0, 1])
  func cancellingLater(ending: Int) throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    let cancellation = FetchCancellation()
    let fetch = try fixture.fetch(fixture.source(server.address))
    let stage: FetchProgress = [.verifying(file: "sample.tar.gz"), .unpacking(file: "sample.tar.gz")][ending]
    #expect(throws: FetchError.interrupted(title: "CIFAR-10", received: archive.count, of: archive.count)) {
      try fetch.run(cancellation: cancellation) { if $0 == stage { cancellation.cancel() } }
    }
    #expect(try fixture.content() == ["sample.tar.gz.part"])
    try fetch.run()
    #expect(server.ranges == [nil])
    try fixture.expectWhole()
  }

  @Test("what an ended process left half unpacked is taken away")
  func leftovers() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    try fixture.folder.write([1], to: "data/cifar-10-batches-bin.part/data_batch_2.bin")
    try fixture.fetch(fixture.source(server.address)).run()
    try fixture.expectWhole()
  }
}
