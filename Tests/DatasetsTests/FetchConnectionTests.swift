import Testing

@testable import Datasets

/// What servers and connections do.
@Suite struct FetchConnectionTests {
  private let fixture: FetchFixture
  private let archive = FetchFixture.archive

  init() throws { fixture = try FetchFixture() }

  @Test("a connection that breaks is taken up where it broke, as often as it brings something")
  func cuts() throws {
    let server = try LocalServer(
      ["sample.tar.gz": archive],
      [.cut(after: 1000), .cut(after: 500), .cut(after: 1), .cut(after: 1), .cut(after: 1), .serve])
    try fixture.fetch(fixture.source(server.address)).run()
    try fixture.expectWhole()
    #expect(
      server.ranges == [
        nil, "bytes=1000-", "bytes=1500-", "bytes=1501-", "bytes=1502-", "bytes=1503-",
      ])
  }

  @Test("after tries without a new byte it gives up, and the next fetch goes on from there")
  func givingUp() throws {
    do {
      let server = try LocalServer(["sample.tar.gz": archive], [.cut(after: 1000), .cut(after: 0)])
      let text = try fixture.sentence(fixture.source(server.address))
      #expect(
        text.hasPrefix("the connection to \(server.address)/sample.tar.gz was lost after 0.0 of 0.0 MB ("))
      #expect(text.hasSuffix("; run the same command again to go on from there"))
      #expect(server.ranges == [nil, "bytes=1000-", "bytes=1000-"])
    }
    #expect(try fixture.content() == ["sample.tar.gz.part"])
    let server = try LocalServer(["sample.tar.gz": archive])
    try fixture.fetch(fixture.source(server.address)).run()
    #expect(server.ranges == ["bytes=1000-"])
    try fixture.expectWhole()
  }

  @Test(
    "servers that cannot go on begin anew", arguments: [LocalServer.Behaviour.withoutRanges, .withoutLength])
  func withoutRanges(behaviour: LocalServer.Behaviour) throws {
    let server = try LocalServer(["sample.tar.gz": archive], [.cut(after: 1000), behaviour])
    try fixture.fetch(fixture.source(server.address)).run()
    #expect(server.ranges == [nil, "bytes=1000-"])
    try fixture.expectWhole()
  }

  @Test("a part that was not asked for is not taken")
  func wrongRange() throws {
    let server = try LocalServer(["sample.tar.gz": archive], [.cut(after: 1000), .wrongRange, .serve])
    try fixture.fetch(fixture.source(server.address)).run()
    #expect(server.ranges == [nil, "bytes=1000-", nil])
    try fixture.expectWhole()
  }

  @Test("a server that holds the connection and sends nothing is left, and taken up again")
  func stall() throws {
    let server = try LocalServer(["sample.tar.gz": archive], [.stall(after: 2000), .serve])
    try fixture.fetch(fixture.source(server.address)).run()
    #expect(server.ranges == [nil, "bytes=2000-"])
    try fixture.expectWhole()
  }

  @Test(
    "a slow server, one that says the file is packed for the way, and one that has moved are all well",
    arguments: [[LocalServer.Behaviour.trickle], [.encoded], [.redirect(to: "."), .serve]])
  func oddities(behaviours: [LocalServer.Behaviour]) throws {
    let server = try LocalServer(["sample.tar.gz": archive], behaviours)
    try fixture.fetch(fixture.source(server.address)).run()
    try fixture.expectWhole()
    #expect(server.requests.count == behaviours.count)
  }

  @Test("a refusal is said with its status, and nothing is left", arguments: [(404, "name"), (503, "try")])
  func refusal(status: Int, advice: String) throws {
    let server = try LocalServer([:], [.status(status)])
    #expect(
      try fixture.sentence(fixture.source(server.address)).hasPrefix(
        "\(server.address)/sample.tar.gz was refused by its server with the status \(status); \(advice) "))
    #expect(try fixture.content() == [])
    #expect(server.requests.count == 1)
  }

  @Test("nobody there")
  func unreachable() throws {
    let address = try LocalServer([:]).address
    let text = try fixture.sentence(fixture.source(address))
    #expect(text.hasPrefix("\(address)/sample.tar.gz cannot be reached ("))
    #expect(text.hasSuffix("); check the network, or name a mirror with --from"))
    #expect(try fixture.content() == [])
    #expect(
      try fixture.sentence(fixture.source("file:///tmp")).hasPrefix(
        "file:///tmp/sample.tar.gz cannot be reached ("))
  }
}
