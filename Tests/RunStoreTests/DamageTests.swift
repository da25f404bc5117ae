import Foundation
import GRDB
import RunModel
import Statistics
import Testing

@testable import RunStore

/// Files that are not what they should be: a clear sentence each, never a crash, and not a byte written.
struct DamageTests {
  /// Reads all that can be read.
  private func readAll(_ path: String) throws {
    let reader = try RunReader(path: path)
    _ = try reader.progress()
    _ = try reader.commands()
    try reader.forEachStep(in: 1..<1 << 30) { _ in }
    for level in [0, 4, 6] {
      for rule in [TestRule(), TestRule(.exact, level: 0.1)] {
        _ = try reader.tile(
          TileKey(
            quantity: .gradient, grouping: .layer, rule: rule, measure: .logP, level: level, index: 0))
      }
    }
    var follower = RunFollower(reader)
    while try !follower.poll().isEmpty {}
  }

  /// What is wrong with a file, which stays as it was.
  private func problem(of path: String) throws -> RunStoreError? {
    let isFolder = FileManager.default.fileExists(atPath: path + "/.")
    let folder = isFolder ? path : URL(fileURLWithPath: path).deletingLastPathComponent().path
    let before = TemporaryFolder.contents(of: folder)
    defer { #expect(TemporaryFolder.contents(of: folder) == before, "nothing is written") }
    do {
      try readAll(path)
      return nil
    } catch let error as RunStoreError {
      return error
    }
  }

  // MARK: What it is not

  @Test func otherFiles() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/run.sqlite"
    #expect(try problem(of: path) == .notFound(path: path))
    #expect(try problem(of: folder.path) == .notBegun(path: folder.path))
    for (contents, reason) in [
      ("", "it is empty"), ("SQLite", "it is no SQLite file"),
      (String(repeating: "x", count: 5000), "it is no SQLite file"),
    ] {
      try Data(contents.utf8).write(to: URL(fileURLWithPath: path))
      #expect(try problem(of: path) == .foreign(path: path, reason: reason))
    }
    let device = folder.path + "/zero"
    try FileManager.default.createSymbolicLink(atPath: device, withDestinationPath: "/dev/null")
    #expect(try problem(of: device) == .foreign(path: device, reason: "it is no file"))
    try FileManager.default.removeItem(atPath: path)
    let other = try DatabaseQueue(path: path)
    try other.write { try $0.execute(sql: "CREATE TABLE run (x)") }
    try other.close()
    #expect(try problem(of: path) == .foreign(path: path, reason: "it is another program's SQLite file"))
  }

  @Test(
    arguments: [
      ("PRAGMA user_version = 2", "is from"), ("PRAGMA user_version = 0", "is from"),
      ("PRAGMA user_version = -1", "is from"),
      ("DROP TABLE cell", "is missing"), ("DELETE FROM run", "says nothing"),
      ("ALTER TABLE cell ADD COLUMN x", "of another make"),
      (
        "DROP TABLE cell; CREATE VIEW cell AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS step, 0 AS tensor FROM n",
        "is missing"
      ),
      ("UPDATE run SET description = '{}'", "cannot be understood"),
      ("UPDATE run SET description = x'00FF'", "says nothing"),
      (
        "UPDATE run SET description = replace(description, '[8,3,3,3]', '[9223372036854775807,3,3,3]')",
        "a tensor's shape"
      ),
      ("UPDATE run SET description = replace(description, '[8,3,3,3]', '[0]')", "a tensor's shape"),
      ("UPDATE run SET description = replace(description, '[8,3,3,3]', '[-8,-3,3,3]')", "a tensor's shape"),
      ("UPDATE run SET description = json_set(description, '$.tensors', json('[]'))", "0 tensors"),
      (
        "UPDATE run SET description = json_set(description, '$.configuration.optimizer.learningRate', -1)",
        "learning rate"
      ),
      ("UPDATE run SET name = NULL", "NOT NULL"),
      ("DELETE FROM cell WHERE step = 7 AND tensor = 3", "step 7 is not whole"),
      ("UPDATE cell SET tensor = 99 WHERE step = 7 AND tensor = 3", "step 7 is not whole"),
      ("UPDATE step SET step = 9223372036854775807 WHERE step = 20", "a step's number"),
      ("UPDATE step SET step = -5 WHERE step = 20", "a step's number"),
      ("UPDATE step SET loss = 'much'", nil), ("UPDATE cell SET dot = 'much'", nil),
      ("UPDATE pyramid SET cells = x'00'", "its zoom pyramid"),
      ("UPDATE pyramid SET cells = zeroblob(length(cells))", nil),
      ("UPDATE pyramid SET cells = replace(cells, x'00', x'FF')", "its zoom pyramid"),
      ("UPDATE event SET content = '{\"pause\":{\"x\":1}}'", nil),
      ("UPDATE event SET content = 'rm'", "a command cannot be understood"),
      ("UPDATE event SET after_step = -1", "a step's number"),
      ("UPDATE session SET outcome = 'eaten'", "ended as nothing known"),
    ] as [(String, String?)])
  func hostileContents(sql: String, expected: String?) throws {
    let runs = try TemporaryFolder()
    let folder = try SampleRun().recorded(steps: 20, commands: [3: .pause], in: runs.path)
    let database = try DatabaseQueue(path: folder.database)
    do {
      try database.write { try $0.execute(sql: sql) }
    } catch {
      #expect("\(error)".contains(expected ?? "none"))
      return
    }
    try database.close()
    let problem = try problem(of: folder.path)
    if sql.hasPrefix("PRAGMA user_version = 2") {
      #expect(problem == .newer(path: folder.database, schema: 2))
    } else if sql.hasPrefix("PRAGMA") {
      #expect(problem?.description.contains("there never was a schema") == true)
    } else if let expected {
      #expect(problem?.description.contains(expected) == true, "\(problem?.description ?? "no problem")")
    } else {
      #expect(problem == nil)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read everything"))
  func filesOfAnotherUser() throws {
    let runs = try TemporaryFolder()
    let folder = try SampleRun().recorded(steps: 5, in: runs.path)
    for path in [folder.database, folder.path] {
      #expect(chmod(path, 0o000) == 0)
      #expect(throws: RunStoreError.forbidden(path: path)) { try RunReader(path: folder.path) }
      #expect(chmod(path, 0o755) == 0)
    }
  }

  /// A program was killed after it had begun its log and before there was anything in it.
  @Test func aLogWithoutAPage() throws {
    let runs = try TemporaryFolder()
    let folder = try SampleRun().recorded(steps: 20, in: runs.path)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    (bytes[18], bytes[19]) = (2, 2)
    try bytes.write(to: URL(fileURLWithPath: folder.database))
    try Data((1...32).map { UInt8($0) }).write(to: URL(fileURLWithPath: folder.database + "-wal"))
    try Data(count: 32768).write(to: URL(fileURLWithPath: folder.database + "-shm"))
    let begin = ContinuousClock.now
    #expect(try problem(of: folder.path) == nil)
    #expect(try RunReader(path: folder.path).steps(1..<100).count == 20)
    #expect(ContinuousClock.now - begin < .seconds(5))
  }

  @Test func textIsFreeOfControlCharacters() throws {
    let runs = try TemporaryFolder()
    var sample = SampleRun()
    sample.description.dataset = "evil\u{1B}]0;title\u{7}"
    sample.description.tensors[0].name = "conv\u{1B}[2J1.weight"
    sample.description.tensors[1].name = "conv\u{202E}\u{9B}1.bias"
    let failure = FinishReason.failed("gone\r\n\u{1B}c")
    let reader = try RunReader(path: sample.recorded(steps: 1, finished: failure, in: runs.path).path)
    #expect(reader.description.dataset == "evil\u{FFFD}]0;title\u{FFFD}")
    #expect(reader.description.tensors[0].name == "conv\u{FFFD}[2J1.weight")
    #expect(reader.description.tensors[1].name == "conv\u{FFFD}\u{FFFD}1.bias")
    #expect(try reader.progress().finished == .failed("gone\u{FFFD}\u{FFFD}\u{FFFD}c"))
    let error = RunStoreError.notFound(path: "\u{1B}[31mrun")
    #expect(error.description == "there is no run at \u{FFFD}[31mrun; layertop runs lists what there is")
  }

  // MARK: Bytes

  /// `LAYERTOP_MUTATIONS` asks for more than a test takes time for.
  private static let mutations =
    Int(ProcessInfo.processInfo.environment["LAYERTOP_MUTATIONS"] ?? "") ?? 200

  @Test func mutatedBytes() throws {
    let runs = try TemporaryFolder()
    let folder = try SampleRun().recorded(steps: 20, commands: [3: .pause], in: runs.path)
    let original = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.database)))
    var generator = SeededGenerator(seed: 1)
    var (refused, longest) = (0, "")
    for _ in 0..<Self.mutations {
      let bytes = mutated(original, &generator)
      try Data(bytes).write(to: URL(fileURLWithPath: folder.database))
      if let problem = try problem(of: folder.path) {
        refused += 1
        let sentence = problem.description.replacing(folder.path + "/", with: "")
        #expect(sentence == RecordedText.printable(sentence) && !sentence.hasSuffix("."))
        #expect(sentence.count < 150, "\(sentence)")
        if sentence.count > longest.count { longest = sentence }
      }
    }
    print("\(refused) of \(Self.mutations) mutated files were refused, the others read; the longest:")
    print(longest)
    #expect(refused > Self.mutations / 4)
  }

  private func mutated(_ original: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    func index() -> Int { generator.integer(below: bytes.count) }
    switch generator.integer(below: 6) {
    case 0: bytes.removeSubrange(index()...)
    case 1:
      for _ in 0...generator.integer(below: 8) { bytes[index()] ^= 1 << UInt8(generator.integer(below: 8)) }
    case 2:
      let start = index()
      for place in start..<min(bytes.count, start + 64) {
        bytes[place] = UInt8(generator.integer(below: 256))
      }
    case 3:
      // The header and the first table of contents decide the most.
      for _ in 0...generator.integer(below: 4) {
        bytes[generator.integer(below: 200)] = UInt8(generator.integer(below: 256))
      }
    case 4:
      let pages = bytes.count / 4096
      let (one, other) = (generator.integer(below: pages), generator.integer(below: pages))
      for place in 0..<4096 { bytes.swapAt(one * 4096 + place, other * 4096 + place) }
    default:
      let page = generator.integer(below: bytes.count / 4096)
      for place in 0..<12 { bytes[page * 4096 + place] = UInt8(generator.integer(below: 256)) }
    }
    return bytes
  }
}
