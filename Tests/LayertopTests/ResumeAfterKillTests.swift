import Foundation
import RunStore
import Testing
import Training

/// A run that is killed again and again, and goes on each time.
@Suite struct ResumeAfterKillTests {
  /// How often; more in the environment makes a longer test.
  private static let kills = Int(ProcessInfo.processInfo.environment["LAYERTOP_KILLS"] ?? "") ?? 10

  @Test func everyCheckpointIsWholeAndTheRunIsAsIfNothingHadBeen() async throws {
    let folder = try TestFolder()
    let common = try Program.quick(in: folder)
    let run = folder["runs/r"]
    var child = try ChildProcess(
      Program.path,
      common + [
        "--headless", "--name", "r", "--network", "lenet5", "--optimizer", "adam", "--lookahead", "3,0.5",
        "--augment", "crop+flip", "--checkpoint-every", "3",
      ])
    try await Deadline.wait(for: "the recording") {
      FileManager.default.fileExists(atPath: run + "/run.sqlite")
    }
    let resume = [
      "resume", run, "--data-dir", folder.path, "--headless", "--checkpoint-every", "3",
    ]
    var (steps, opened) = (0, 0)
    func lastStep() -> Int { (try? RunReader(path: run).progress().lastStep) ?? 0 }
    for number in 0..<Self.kills {
      // Some are killed before they have begun to train, most while they train, record and save.
      if number % 5 > 0 {
        try await Deadline.wait(for: "a step after \(steps); it said: \(child.errors)") { lastStep() > steps }
      }
      try await Task.sleep(for: .milliseconds(Int.random(in: 0...250)))
      kill(child.id, SIGKILL)
      #expect(try await child.result().status == 128 + SIGKILL)
      let entries = CheckpointFolder(path: run + "/checkpoints").entries
      for entry in entries {
        #expect(try Checkpoint(path: entry.path).state.step == entry.step)
        opened += 1
      }
      steps = max(steps, try RunReader(path: run).progress().lastStep)
      // Before a first checkpoint is on the disk only the beginning is left, and that has to be asked for.
      child = try ChildProcess(Program.path, resume + (entries.isEmpty ? ["--from-start"] : []))
    }
    print("killed \(Self.kills) times, it came to step \(steps); \(opened) checkpoints were opened")
    #expect(steps >= Self.kills / 2 && opened >= Self.kills / 2)
    // It has come further than ever before.
    try await Deadline.wait(for: "a step after \(steps); it said: \(child.errors)") { lastStep() > steps }
    kill(child.id, SIGINT)
    let result = try await child.result()
    #expect(result.status == 0, "\(result.errors)")
    let reader = try RunReader(path: run)
    let last = try reader.progress().lastStep
    #expect(try reader.steps(1..<last + 1).map(\.step) == Array(1...last))

    let verification = try await ChildProcess.run(
      Program.path, ["verify", run, "--data-dir", folder.path])
    #expect(verification.output == "\(last) steps done again: none differs from the record\n")
  }
}
