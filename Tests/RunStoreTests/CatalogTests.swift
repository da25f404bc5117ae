import Foundation
import GRDB
import RunModel
import Testing

@testable import RunStore

/// Folders of many runs.
struct CatalogTests {
  private let runs: TemporaryFolder

  init() throws { runs = try TemporaryFolder() }

  private func record(_ name: String, begun: Double) throws {
    let folder = try SampleRun().recorded(steps: 1, in: runs.path)
    let database = try DatabaseQueue(path: folder.database)
    try database.write { try $0.execute(sql: "UPDATE run SET time = ?", arguments: [begun]) }
    try database.close()
    try FileManager.default.moveItem(atPath: folder.path, toPath: runs.path + "/" + name)
  }

  /// The files below a folder that this process has open.
  private func openFiles(below folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }.filter { $0.hasPrefix(URL(fileURLWithPath: folder).resolvingSymlinksInPath().path) }
  }

  @Test func aListHoldsNoFilesOpen() throws {
    for number in 1...5 { try record("run\(number)", begun: Double(number)) }
    let entries = try RunCatalog.entries(in: runs.path)
    #expect(try openFiles(below: runs.path).isEmpty)
    #expect(entries.map(\.folder.name) == ["run5", "run4", "run3", "run2", "run1"])
    let reader = try RunReader(path: runs.path + "/run1")
    #expect(try openFiles(below: runs.path).count == 1, "files that are open are seen")
    withExtendedLifetime(reader) {}
  }

  @Test func theNewestIsTheOneThatBeganLast() throws {
    #expect(try RunCatalog.newest(in: runs.path) == nil)
    #expect(try RunCatalog.newest(in: runs.path + "/none") == nil)
    try record("z", begun: 10)
    try record("a", begun: 20)
    try record("b", begun: 30)
    try Data("no recording".utf8).write(to: URL(fileURLWithPath: runs.path + "/b/run.sqlite"))
    #expect(try RunCatalog.newest(in: runs.path)?.name == "a")
  }
}
