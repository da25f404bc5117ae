import Foundation
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
    try writer.limitPages(1 << 20)
    writer.record(.finished(.completed))
    writer.finish()
    #expect(reports.all == [failure, .recovered])
    let reader = try RunReader(path: folder.path)
    #expect(try reader.steps(1..<301) == (1...300).map(sample.record))
    #expect(try reader.progress().finished == .completed)
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
