import Foundation
import GRDB
import RunModel
import Synchronization
import Testing

@testable import RunStore

/// Disks that take no more.
struct FailureTests {
  private final class Reports: Sendable {
    private let list = Mutex<[RunWriter.Report]>([])
    func add(_ report: RunWriter.Report) { list.withLock { $0.append(report) } }
    var all: [RunWriter.Report] { list.withLock { $0 } }
  }

  @Test func recordingEndsAndTrainingGoesOn() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try RunFolder.create(in: runs.path, for: sample.description.configuration)
    let reports = Reports()
    let writer = RunWriter(folder, machine: SampleRun.machine) { reports.add($0) }
    writer.record(.started(sample.description))
    try writer.limitPages(40)
    for step in 1...300 {
      writer.record(.step(sample.record(step)))
      if step % 50 == 0 { writer.flushNow() }
    }
    writer.finish()
    #expect(reports.all == [.failed(.cannotWrite(path: folder.database, reason: "the disk is full"))])
    let last = try RunReader(path: folder.path).progress()
    #expect(last.lastStep > 0 && last.lastStep < 300 && last.finished == nil)
    #expect(writer.recordedSteps == RecordedSteps(last: last.lastStep, isGoingOn: false))
    #expect(try RunReader(path: folder.path).steps(1..<301) == (1...last.lastStep).map(sample.record))
  }

  @Test func whatIsPendingIsWrittenOnceThereIsRoom() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try RunFolder.create(in: runs.path, for: sample.description.configuration)
    let reports = Reports()
    let writer = RunWriter(folder, machine: SampleRun.machine, policy: .pause) {
      reports.add($0)
    }
    writer.record(.started(sample.description))
    try writer.limitPages(40)
    for step in 1...300 {
      writer.record(.step(sample.record(step)))
      if step % 50 == 0 { writer.flushNow() }
    }
    let failure = RunWriter.Report.failed(.cannotWrite(path: folder.database, reason: "the disk is full"))
    #expect(reports.all == [failure])
    let recorded = writer.recordedSteps
    #expect(recorded.last % 50 == 0 && recorded.last < 300 && recorded.isGoingOn)
    try writer.limitPages(1 << 20)
    writer.record(.finished(.completed))
    writer.flushNow()
    #expect(writer.recordedSteps == RecordedSteps(last: 300, isGoingOn: true))
    writer.finish()
    #expect(reports.all == [failure, .recovered])
    let reader = try RunReader(path: folder.path)
    #expect(try reader.steps(1..<301) == (1...300).map(sample.record))
    #expect(try reader.progress().finished == .completed)
  }

  /// Training waits for a disk that does not, so that a program that is killed has lost no more than a second.
  @Test func trainingWaitsForASlowDisk() async throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try RunFolder.create(in: runs.path, for: sample.description.configuration)
    let writer = RunWriter(folder, machine: SampleRun.machine) { Issue.record("\($0)") }
    writer.record(.started(sample.description))
    writer.flushNow()
    // Somebody else writes for two seconds.
    let other = try DatabaseQueue(path: folder.database)
    let begin = ContinuousClock.now
    async let busy: Void = Task.detached {
      try other.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          usleep(2_000_000)
          return .rollback
        }
      }
    }.value
    usleep(100_000)
    var said: [Duration] = []
    while ContinuousClock.now - begin < .seconds(1.8) {
      writer.record(.step(sample.record(said.count + 1)))
      said.append(ContinuousClock.now - begin)
      usleep(10_000)
    }
    try await busy
    writer.finish()
    #expect(said.count > 10)
    #expect(!said.contains { $0 > .seconds(1.3) && $0 < .seconds(1.9) }, "nothing is said in the meantime")
    #expect(try RunReader(path: folder.path).steps(1..<1000).count == said.count)
  }

  @Test func thePaceOfTheDisk() {
    var pace = WritingPace()
    #expect(!pace.isTooMuch(bytes: 200 << 10, age: 0.3))
    #expect(pace.isTooMuch(bytes: 1, age: 0.5))
    #expect(pace.isTooMuch(bytes: 64 << 20, age: 0))
    // A megabyte a second: a quarter of one takes too long.
    pace.wrote(bytes: 1 << 20, seconds: 1)
    #expect(pace.isTooMuch(bytes: 300 << 10, age: 0) && !pace.isTooMuch(bytes: 200 << 10, age: 0))
    // A few bytes that took long say little.
    pace.wrote(bytes: 10, seconds: 0.01)
    #expect(!pace.isTooMuch(bytes: 1 << 20, age: 0))
  }

  @Test func aFolderThatTakesNothing() throws {
    #expect(throws: RunStoreError.self) {
      try RunFolder.create(in: "/proc/layertop", for: RunConfiguration())
    }
    let reports = Reports()
    let writer = RunWriter(RunFolder(path: "/proc/layertop"), machine: SampleRun.machine) { reports.add($0) }
    writer.record(.started(SampleRun().description))
    writer.record(.step(SampleRun().record(1)))
    writer.finish()
    let sentence =
      "the run cannot be recorded in /proc/layertop/run.sqlite: the folder or the file may not be written to"
    #expect(reports.all.count == 1)
    if case .failed(let error) = reports.all.first { #expect(error.description == sentence) }
  }
}
