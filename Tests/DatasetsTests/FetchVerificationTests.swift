import Testing

@testable import Datasets

/// What was downloaded is what was published.
@Suite struct FetchVerificationTests {
  private let fixture: FetchFixture
  private let archive = FetchFixture.archive

  init() throws { fixture = try FetchFixture() }

  @Test("a wrong checksum is said, and what was downloaded is removed")
  func checksum() throws {
    var damaged = archive
    damaged[archive.count / 2] ^= 1
    let server = try LocalServer(["sample.tar.gz": damaged])
    #expect(
      try fixture.sentence(fixture.source(server.address))
        == "what was downloaded from \(server.address)/sample.tar.gz has the MD5 checksum \(fixture.md5(damaged)) "
        + "where the published one is \(fixture.md5(archive)), so it was removed; run the same command again, or name "
        + "another mirror with --from")
    #expect(try fixture.content() == [])
  }

  @Test("a beginning that is not the file's is found out, removed, and the next fetch is right")
  func foreignPart() throws {
    let server = try LocalServer(["sample.tar.gz": archive])
    try fixture.writePart(noise(1234))
    #expect(try fixture.sentence(fixture.source(server.address)).contains("MD5"))
    #expect(try fixture.content() == [])
    try fixture.fetch(fixture.source(server.address)).run()
    #expect(server.ranges == ["bytes=1234-", nil])
    try fixture.expectWhole()
  }

  @Test("a file of another size is refused as soon as it is announced, or at the first byte too many")
  func wrongSize() throws {
    let server = try LocalServer(
      ["sample.tar.gz": archive + [1, 2, 3]], [.announcing(5_000_000_000), .withoutLength])
    #expect(
      try fixture.sentence(fixture.source(server.address))
        == "\(server.address)/sample.tar.gz has 5000000000 bytes where the published file has \(archive.count); "
        + "name another mirror with --from")
    #expect(try fixture.content() == [])
    #expect(throws: FetchError.self) { try fixture.fetch(fixture.source(server.address)).run() }
  }

  @Test(
    "the checksum is MD5",
    arguments: [
      ("", "d41d8cd98f00b204e9800998ecf8427e"), ("message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
    ])
  func knownChecksums(text: String, digest: String) throws {
    #expect(try fixture.md5(Array(text.utf8)) == digest)
  }
}
