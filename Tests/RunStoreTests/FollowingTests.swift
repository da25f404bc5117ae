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

  private func wait(_ condition: () throws -> Bool) throws {
    for _ in 0..<2000 {
      if try condition() { return }
      usleep(5000)
    }
    Issue.record("waited in vain")
  }
}
