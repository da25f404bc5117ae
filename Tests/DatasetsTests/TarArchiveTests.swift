import Foundation
import Testing

@testable import Datasets

@Suite struct TarArchiveTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("out")
  }

  private func unpack(_ entries: [ArchiveEntry], _ members: [DatasetSource.Member]) throws -> Bool {
    let file = try folder.write(tarArchive(entries), to: "sample.tar.gz")
    return try TarArchive(path: file).unpack(members, into: folder["out"], isCancelled: { false })
  }

  private func written() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder["out"]).sorted()
  }

  @Test("only the files asked for are taken, from whatever folder, and nothing is written elsewhere")
  func onlyMembers() throws {
    let content = noise(700_000)
    let outside = ArchiveEntry(path: "../evil.bin", kind: .file([1, 2]))
    let absolute = ArchiveEntry(path: folder["absolute.bin"], kind: .file([1, 2, 3]))
    let isDone = try unpack(
      [
        outside, absolute, ArchiveEntry(path: "set", kind: .folder),
        ArchiveEntry(path: "set/readme.html", kind: .file([7])),
        ArchiveEntry(path: "set/a.bin", kind: .file(content)),
        ArchiveEntry(path: "../../b.bin", kind: .file([4, 5])),
      ],
      [.init(name: "a.bin", bytes: content.count), .init(name: "b.bin", bytes: 2)])
    #expect(isDone)
    #expect(try written() == ["a.bin", "b.bin"])
    #expect(FileManager.default.contents(atPath: folder["out/a.bin"]) == Data(content))
    #expect(FileManager.default.contents(atPath: folder["out/b.bin"]) == Data([4, 5]))
    #expect(!FileManager.default.fileExists(atPath: folder["evil.bin"]))
    #expect(!FileManager.default.fileExists(atPath: folder["absolute.bin"]))
    let rights = try FileManager.default.attributesOfItem(atPath: folder["out/a.bin"])[.posixPermissions]
    #expect(try #require(rights as? NSNumber).intValue & 0o111 == 0)
  }

  @Test("links in the place of a file are passed over")
  func links() throws {
    try folder.write([9, 9], to: "secret")
    let error = #expect(throws: FetchError.self) {
      try unpack(
        [
          ArchiveEntry(path: "a.bin", kind: .symbolicLink("../secret")),
          ArchiveEntry(path: "set/a.bin", kind: .hardLink("../secret")),
        ], [.init(name: "a.bin", bytes: 2)])
    }
    #expect(try #require(error) == .archive(file: folder["sample.tar.gz"], reason: "a.bin is not in it"))
    #expect(try written() == [])
  }

  @Test("a file of another size is refused before it is written", arguments: [3, 5])
  func wrongSize(size: Int) throws {
    let error = #expect(throws: FetchError.self) {
      try unpack(
        [ArchiveEntry(path: "a.bin", kind: .file(noise(size)))], [.init(name: "a.bin", bytes: 4)])
    }
    #expect(
      try #require(error).description
        == "\(folder["sample.tar.gz"]) cannot be unpacked (a.bin in it has not 4 bytes); "
        + "remove it, then run the same command again")
    #expect(try written() == [])
  }

  @Test("what is no archive, or a cut one, is refused")
  func damaged() throws {
    let whole = tarArchive([ArchiveEntry(path: "a.bin", kind: .file(noise(100_000)))])
    for bytes in [noise(5000), [UInt8](whole.prefix(whole.count / 2)), []] {
      let file = try folder.write(bytes, to: "damaged.tar.gz")
      #expect(throws: FetchError.self) {
        try TarArchive(path: file).unpack(
          [.init(name: "a.bin", bytes: 100_000)], into: folder["out"], isCancelled: { false })
      }
    }
  }
}
