import Foundation
import RunModel
import Testing

@testable import RunStore

struct FollowingTests {
  @Test func eventsComeInOrder() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try sample.recorded(
      steps: 5, commands: [0: .pause, 3: .resume], finished: .stopped, in: runs.path)
    var follower = try RunFollower(RunReader(path: folder.path))
    var events: [TrainingEvent] = []
    while case let next = try follower.poll(limit: 2), !next.isEmpty { events += next }
    let expected: [TrainingEvent] =
      [.applied(.pause, afterStep: 0)] + (1...3).map { .step(sample.record($0)) }
      + [.applied(.resume, afterStep: 3)] + (4...5).map { .step(sample.record($0)) } + [.finished(.stopped)]
    #expect(events == expected)
  }

  @Test func aRunIsReadWhileItIsWritten() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try RunFolder.create(in: runs.path, for: sample.description.configuration)
    #expect(throws: RunStoreError.notBegun(path: folder.path)) { try RunReader(path: folder.path) }
    let writer = RunWriter(folder, machine: SampleRun.machine) { Issue.record("\($0)") }
    writer.record(.started(sample.description))
    writer.record(.step(sample.record(1)))
    var reader: RunReader?
    try wait {
      reader = try? RunReader(path: folder.path); return reader != nil
    }
    var follower = RunFollower(try #require(reader))
    var events: [TrainingEvent] = []
    try wait {
      events += try follower.poll(); return events.count == 1
    }
    writer.record(.step(sample.record(2)))
    try wait {
      events += try follower.poll(); return events.count == 2
    }
    writer.record(.finished(.completed))
    writer.finish()
    try wait {
      events += try follower.poll(); return events.count == 3
    }
    #expect(events == [.step(sample.record(1)), .step(sample.record(2)), .finished(.completed)])
  }

  /// A run that had ended is followed again when another program goes on with it.
  @Test func aRunThatGoesOnIsFollowed() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try sample.recorded(
      steps: 5, commands: [1: .pause, 4: .resume], finished: .stopped, in: runs.path)
    let reader = try RunReader(path: folder.path)
    var fromTheBeginning = RunFollower(reader)
    while try fromTheBeginning.poll().last != .finished(.stopped) {}
    var followers = [fromTheBeginning, try RunFollower(atEndOf: reader)]

    let writer = RunWriter(resuming: folder, afterStep: 3, machine: SampleRun.machine) {
      Issue.record("\($0)")
    }
    writer.record(.started(sample.description))
    // Events that are no commands have numbers too.
    writer.record(.checkpointed(path: "a", step: 3))
    writer.record(.step(sample.record(4)))
    writer.record(.applied(.resume, afterStep: 4))
    writer.record(.applied(.pause, afterStep: 4))
    writer.record(.step(sample.record(5)))
    writer.flushNow()
    for index in followers.indices {
      #expect(
        try followers[index].poll() == [.applied(.pause, afterStep: 4)],
        "what is done again is not said again")
    }
    writer.record(.step(sample.record(6)))
    writer.record(.finished(.completed))
    writer.finish()
    for index in followers.indices {
      #expect(try followers[index].poll() == [.step(sample.record(6)), .finished(.completed)])
      #expect(try followers[index].poll().isEmpty)
    }
  }

  /// The program that goes on may end before it has come to where the run was.
  @Test func aRunThatGoesOnAndEndsEarlier() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try sample.recorded(steps: 5, in: runs.path)
    var follower = try RunFollower(atEndOf: RunReader(path: folder.path))
    let writer = RunWriter(resuming: folder, afterStep: 3, machine: SampleRun.machine) {
      Issue.record("\($0)")
    }
    writer.record(.started(sample.description))
    writer.record(.finished(.failed("no more")))
    writer.finish()
    #expect(try follower.poll() == [.finished(.failed("no more"))])
  }

  private func wait(_ condition: () throws -> Bool) throws {
    for _ in 0..<2000 {
      if try condition() { return }
      usleep(5000)
    }
    Issue.record("waited in vain")
  }
}
