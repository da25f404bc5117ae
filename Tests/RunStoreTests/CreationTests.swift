import Foundation
import GRDB
import RunModel
import Synchronization
import Testing

@testable import RunStore

/// How a recording begins, and what its tables are known by.
struct CreationTests {
  /// The file has its name already when it cannot be opened: it is made again, as often as it takes.
  @Test func aBeginningThatFailsIsTriedAgain() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try RunFolder.create(in: runs.path, for: sample.description.configuration)
    // A folder in the place of the log.
    let obstacle = folder.database + "-wal"
    try FileManager.default.createDirectory(atPath: obstacle + "/x", withIntermediateDirectories: true)
    let reports = Mutex<[RunWriter.Report]>([])
    let writer = RunWriter(folder, machine: SampleRun.machine, policy: .pause) { report in
      reports.withLock { $0.append(report) }
    }
    writer.record(.started(sample.description))
    writer.flushNow()
    writer.record(.step(sample.record(1)))
    writer.flushNow()
    #expect(!FileManager.default.fileExists(atPath: folder.database), "nothing is left of the attempt")
    try FileManager.default.removeItem(atPath: obstacle)
    writer.record(.finished(.completed))
    writer.finish()
    #expect(reports.withLock { $0.count } == 2)
    #expect(reports.withLock { $0.last } == .recovered)
    #expect(try RunReader(path: folder.path).steps(1..<10) == [sample.record(1)])
  }

  /// Comments may be put better in later versions.
  @Test func commentsAreFree() throws {
    let runs = try TemporaryFolder()
    let folder = try SampleRun().recorded(steps: 1, in: runs.path)
    func change(_ text: String, to other: String) throws {
      let database = try DatabaseQueue(path: folder.database)
      try database.writeWithoutTransaction { db in
        try db.execute(sql: "PRAGMA writable_schema = ON")
        try db.execute(
          sql: "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'event'",
          arguments: [text, other])
        #expect(db.changesCount == 1)
      }
      try database.close()
    }
    try change(
      "  -- command, evaluation, checkpoint, checkpoint-failure, divergence or pending",
      to: "  -- command or evaluation")
    #expect(try RunReader(path: folder.path).progress().lastStep == 1)
    try change("kind TEXT NOT NULL", to: "kind TEXT")
    #expect(throws: RunStoreError.self) { try RunReader(path: folder.path) }
  }

  /// What the column `kind` can say is what its comment lists.
  @Test func theKindsOfEventsAreListed() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try RunFolder.create(in: runs.path, for: sample.description.configuration)
    var machine = SampleRun.machine
    machine.dataFolder = "/images"
    let writer = RunWriter(folder, machine: machine) { Issue.record("\($0)") }
    let divergence = Divergence(step: 1, loss: nil, gradientLayer: nil, restorableStep: 0)
    let evaluation = Evaluation(step: 1, loss: 0, images: 1, correct: 1)
    let events: [TrainingEvent] = [
      .started(sample.description), .applied(.pause, afterStep: 0), .diverged(divergence),
      .checkpointed(path: "a", step: 1), .checkpointFailed("no", step: 1), .evaluated(evaluation),
      .finished(.stopped),
    ]
    events.forEach(writer.record)
    writer.finish()
    let database = try DatabaseQueue(path: folder.database)
    let (kinds, sql) = try database.read { db in
      (
        try String.fetchAll(db, sql: "SELECT kind FROM event"),
        try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = 'event'") ?? ""
      )
    }
    #expect(Set(kinds).count == 6)
    #expect(try RunReader(path: folder.path).dataFolder() == "/images")
    let comment = try #require(sql.firstMatch(of: /kind TEXT NOT NULL,  -- (.*)/)).1
    let listed = comment.replacing(" or ", with: ", ").split(separator: ", ").map(String.init)
    // Pending ones are made of commands when a run goes on.
    #expect(Set(listed) == Set(kinds).union(["pending"]))
  }
}
