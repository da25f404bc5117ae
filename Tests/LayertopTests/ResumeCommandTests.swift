import Foundation
import RunStore
import Testing

/// Runs that go on, branch off and are done again, from the command line.
@Suite(.serialized) struct ResumeCommandTests {
  private let folder: TestFolder
  private let common: [String]

  init() throws {
    folder = try TestFolder()
    common = try Program.quick(in: folder)
  }

  private func layertop(_ arguments: [String]) async throws -> ChildProcess.Result {
    try await ChildProcess.run(Program.path, arguments)
  }

  /// Trains a new run of a small network.
  private func train(_ name: String, steps: Int, _ others: String...) async throws -> String {
    let result = try await layertop(
      common + ["--headless", "--json-steps", "--network", "lenet5", "--name", name, "--steps", "\(steps)"]
        + others)
    #expect(result.status == 0, "\(result.errors)")
    return result.output
  }

  /// A command on a recorded run.
  private func on(_ name: String, _ command: String, _ others: String...) async throws
    -> ChildProcess.Result
  {
    try await layertop([command, folder["runs/\(name)"], "--data-dir", folder.path] + others)
  }

  @Test func twoHalvesAreTheWhole() async throws {
    let whole = try await train("whole", steps: 12)
    let first = try await train("half", steps: 6)
    let second = try await on("half", "resume", "--headless", "--json-steps", "--steps", "6")
    #expect(first + second.output == whole)
    let (a, b) = try (RunReader(path: folder["runs/whole"]), RunReader(path: folder["runs/half"]))
    let (x, y) = try (a.steps(1..<13), b.steps(1..<13))
    #expect(x.map(\.sums) == y.map(\.sums))
    #expect(x.map(\.loss) == y.map(\.loss))
    #expect(x.count == 12)
  }

  @Test func aForkSharesTheBatchesAndKnowsItsParent() async throws {
    _ = try await train("parent", steps: 9, "--checkpoint-every", "4")
    let same = try await on(
      "parent", "fork", "--at", "5", "--name", "same", "--runs-dir", folder["runs"], "--headless",
      "--steps", "4")
    #expect(same.status == 0, "\(same.errors)")
    let other = try await on(
      "parent", "fork", "--at", "5", "--name", "adam", "--runs-dir", folder["runs"], "--headless",
      "--steps", "4", "--optimizer", "adam")
    #expect(other.status == 0, "\(other.errors)")
    let readers = try ["parent", "same", "adam"].map { try RunReader(path: folder["runs/\($0)"]) }
    let losses = try readers.map { try $0.steps(6..<10).map(\.loss) }
    #expect(losses[1] == losses[0])
    // The first step is before the first update by the other optimizer.
    #expect(losses[2][0] == losses[0][0])
    #expect(losses[2][1] != losses[0][1])
    #expect(readers[2].overview.parent == RunParent(run: "parent", step: 5))
    #expect(try await on("adam", "verify").output.hasPrefix("4 steps done again: none differs"))
    let late = try await on("parent", "fork", "--at", "10")
    #expect(late.status == 1)
    #expect(late.errors.contains("the run has 9 steps; choose a step up to that with --at"))
  }

  /// What was recorded is not replaced by something else without a word.
  @Test func aRunWithoutCheckpointsIsNotBegunAgainUnasked() async throws {
    _ = try await train("run", steps: 6)
    try FileManager.default.removeItem(atPath: folder["runs/run/checkpoints"])
    let refused = try await on("run", "resume", "--headless", "--steps", "1")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("--from-start computes its 6 steps again"), "\(refused.errors)")
    #expect(try RunReader(path: folder["runs/run"]).progress().lastStep == 6)
    let again = try await on("run", "resume", "--headless", "--steps", "1", "--from-start")
    #expect(again.status == 0, "\(again.errors)")
    #expect(try RunReader(path: folder["runs/run"]).steps(1..<10).map(\.step) == Array(1...7))
  }

  @Test func aForkIsNotForkedBeforeItsBeginning() async throws {
    _ = try await train("parent", steps: 6, "--checkpoint-every", "2")
    let at = ["--runs-dir", folder["runs"], "--headless", "--steps", "2"]
    #expect(
      try await layertop(
        [
          "fork", folder["runs/parent"], "--at", "4", "--name", "child",
          "--data-dir", folder.path,
        ] + at
      ).status == 0)
    let early = try await on("child", "fork", "--at", "3")
    #expect(early.status == 1)
    #expect(early.errors.contains("the run branched off parent after step 4"), "\(early.errors)")
    let none = try await on("child", "verify", "--up-to", "-5")
    #expect(none.status == 64)
  }

  /// The record says where the images were, and a renamed recording in a moved folder is the same run.
  @Test func aMovedRunGoesOnInItsOwnFile() async throws {
    _ = try await train("r", steps: 3)
    let manager = FileManager.default
    try manager.moveItem(atPath: folder["runs/r"], toPath: folder["moved"])
    try manager.moveItem(atPath: folder["moved/run.sqlite"], toPath: folder["moved/mine.sqlite"])
    let run = folder["moved/mine.sqlite"]
    let resumed = try await layertop(["resume", run, "--headless", "--steps", "2"])
    #expect(resumed.status == 0)
    #expect(resumed.errors == "recorded in \(run)\n")
    #expect(
      try manager.contentsOfDirectory(atPath: folder["moved"]).sorted() == ["checkpoints", "mine.sqlite"])
    #expect(try RunReader(path: run).progress().lastStep == 5)
    let verified = try await layertop(["verify", run])
    #expect(verified.output == "5 steps done again: none differs from the record\n", "\(verified.errors)")
  }

  @Test func aFolderOfImagesThatIsGoneIsNamed() async throws {
    let (data, elsewhere) = (folder["data"], folder["elsewhere"])
    let manager = FileManager.default
    try manager.createDirectory(atPath: data, withIntermediateDirectories: false)
    try manager.moveItem(atPath: folder["data_batch_1.bin"], toPath: data + "/data_batch_1.bin")
    _ = try await train("r", steps: 2, "--data-dir", data)
    try manager.moveItem(atPath: data, toPath: elsewhere)
    let run = folder["runs/r"]
    let refused = try await layertop(["verify", run])
    #expect(refused.status == 1)
    #expect(
      refused.errors
        == "Error: the run's images were in \(data), which is gone; give the folder that has them with --data-dir\n"
    )
    let named = try await layertop(["verify", run, "--data-dir", elsewhere])
    #expect(named.status == 0, "\(named.errors)")
  }

  @Test func otherImagesAreRefused() async throws {
    _ = try await train("run", steps: 2)
    try folder.writeImages(32)
    let result = try await on("run", "resume", "--headless", "--steps", "1")
    #expect(result.status == 1)
    #expect(result.errors.contains("other images of cifar10"))
    #expect(try RunReader(path: folder["runs/run"]).progress().lastStep == 2)
    let verification = try await on("run", "verify")
    #expect(verification.errors.contains("other images"))
  }

  @Test func aRunIsTrainedOnceAtATime() async throws {
    let child = try ChildProcess(
      Program.path, common + ["--headless", "--network", "lenet5", "--name", "busy"])
    try await Deadline.wait(for: "the recording") {
      FileManager.default.fileExists(atPath: folder["runs/busy/run.sqlite"])
    }
    let result = try await on("busy", "resume", "--headless", "--steps", "1")
    #expect(result.status == 1)
    #expect(result.errors.contains("another program trains the run"))
    kill(child.id, SIGINT)
    #expect(try await child.result().status == 0)
  }
}
