import Foundation
import RunStore
import Testing

/// `layertop reproduce`, on a grid of few steps.
@Suite(.serialized) struct ReproduceTests {
  private let folder: TestFolder
  private let options: [String]

  init() throws {
    folder = try TestFolder()
    // A grid has a folder of its own instead of one of runs.
    options =
      try Program.quick(in: folder).dropLast(2) + [
        "--folder", folder["grid"], "--networks", "resnet18", "--seeds", "1", "--steps", "4",
      ]
  }

  private func reproduce(_ more: String...) async throws -> ChildProcess.Result {
    try await ChildProcess.run(Program.path, ["reproduce"] + options + more)
  }

  /// The report's files by name.
  private func report() throws -> [String: Data] {
    let root = folder["grid/report"]
    let names = try FileManager.default.subpathsOfDirectory(atPath: root)
    return names.reduce(into: [:]) {
      $0[$1] = FileManager.default.contents(atPath: root + "/" + $1)
    }
  }

  /// When each run was last recorded.
  private func recordings() throws -> [String: Date?] {
    try FileManager.default.contentsOfDirectory(atPath: folder["grid"]).reduce(into: [:]) {
      dates, name in
      let attributes = try? FileManager.default.attributesOfItem(
        atPath: folder["grid/\(name)/run.sqlite"])
      if let attributes { dates[name] = attributes[.modificationDate] as? Date }
    }
  }

  @Test func aGridAndItsReport() async throws {
    let result = try await reproduce()
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.errors.isEmpty, "no progress where nobody watches")
    #expect(result.output.contains("resnet18-imagenet-sgd-seed1: 4 steps done"))
    let first = try report()
    #expect(
      first["report.html"] != nil && first["numbers.csv"] != nil
        && first["figures/cosines.svg"] != nil)
    let recorded = try recordings()
    #expect(
      Set(recorded.keys) == ["resnet18-imagenet-sgd-seed1", "resnet18-imagenet-momentum-seed1"])

    let again = try await reproduce()
    #expect(again.status == 0)
    #expect(!again.output.contains("steps done"), "nothing is trained twice")
    #expect(try recordings() == recorded)
    #expect(try report() == first)
  }

  @Test func killedAndStartedAgain() async throws {
    _ = try await reproduce("--steps", "20")
    let undisturbed = try report()
    try FileManager.default.removeItem(atPath: folder["grid"])
    let child = try ChildProcess(Program.path, ["reproduce"] + options + ["--steps", "20"])
    try await Deadline.wait(for: "a finished run") { child.output.contains("steps done") }
    try await Task.sleep(for: .milliseconds(500))
    kill(child.id, SIGKILL)
    _ = try await child.result()
    let result = try await reproduce("--steps", "20")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try report() == undisturbed)
  }

  /// A kill between a checkpoint and the writing of its steps: the run goes on from what is recorded.
  @Test func goesOnWhereTheRecordEnds() async throws {
    let name = "resnet18-imagenet-sgd-seed1"
    let trained = try await ChildProcess.run(
      Program.path,
      ["run"] + Program.quick(in: folder).dropLast() + [
        folder["grid"], "--headless", "--network", "resnet18", "--optimizer", "sgd", "--name", name,
        "--steps",
        "4", "--checkpoint-every", "1",
      ])
    #expect(trained.status == 0, "\(trained.errors)")
    let writer = RunWriter(
      resuming: RunFolder(path: folder["grid/\(name)"]), afterStep: 1, machine: .current(versions: [:])
    ) { Issue.record("\($0)") }
    writer.record(.started(try RunReader(path: folder["grid/\(name)"]).description))
    writer.finish()
    let result = try await reproduce("--optimizers", "sgd")
    #expect(result.status == 0, "\(result.errors)")
    let reader = try RunReader(path: folder["grid/\(name)"])
    #expect(try reader.steps(1..<10).map(\.step) == [1, 2, 3, 4])
    #expect(try reader.progress().finished == .completed)
  }

  @Test func twoProcessesDivideTheGrid() async throws {
    _ = try await reproduce("--seeds", "2")
    let alone = try report()
    try FileManager.default.removeItem(atPath: folder["grid"])
    let children = try (0..<2).map { _ in
      try ChildProcess(Program.path, ["reproduce"] + options + ["--seeds", "2"])
    }
    var output = ""
    for child in children {
      let result = try await child.result()
      #expect(result.status == 0, "\(result.errors)")
      output += result.output
    }
    let done = output.split(separator: "\n").filter { $0.hasSuffix("steps done") }
    #expect(done.count == 4 && Set(done).count == 4, "every run once: \(done)")
    #expect(try report() == alone, "whoever trained a run, the report is the same")
  }

  @Test func commandLinesOneARun() async throws {
    let printed = try await reproduce("--print-commands")
    let lines = printed.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 2)
    #expect(!FileManager.default.fileExists(atPath: folder["grid"]), "nothing is trained")
    for line in lines {
      #expect(line.hasPrefix("layertop reproduce "))
      let command = line.replacing("layertop", with: Program.path, maxReplacements: 1)
      let result = try await ChildProcess.run("sh", ["-c", command + " --threads 1"])
      #expect(result.status == 0, "\(result.errors)")
    }
    #expect(try recordings().count == 2)
    #expect(!FileManager.default.fileExists(atPath: folder["grid/report"]))
    let collected = try await ChildProcess.run(
      Program.path, ["reproduce", "--collect", folder["grid"]])
    #expect(collected.status == 0, "\(collected.errors)")
    #expect(try report()["report.md"] != nil)
  }

  @Test func aRunOfOtherSettingsStopsItselfAlone() async throws {
    _ = try await reproduce("--optimizers", "sgd")
    let result = try await reproduce("--steps", "5")
    #expect(result.status == 1)
    #expect(result.output.contains("resnet18-imagenet-sgd-seed1 failed: "))
    #expect(result.output.contains("has 4 steps where 5 are wanted"))
    #expect(result.output.contains("resnet18-imagenet-momentum-seed1: 5 steps done"))
  }

  @Test(arguments: [
    ("--networks vgg11", "no network of the paper"), ("--seeds 0", "between 1 and 1000"),
    ("--steps 5 --epochs 1", "exclude each other"),
    ("--only nothing", "--print-commands names them"),
    ("--networks resnet18,resnet18", "resnet50"), ("--momentum 1", "below 1"),
  ])
  func wrongOptions(arguments: String, remedy: String) async throws {
    let result = try await ChildProcess.run(
      Program.path, ["reproduce"] + arguments.split(separator: " ").map(String.init))
    #expect(result.status == 64)
    #expect(result.errors.contains(remedy), "\(result.errors)")
  }

  /// A learning rate far too high: the recording says as much, so that a report made later does too.
  @Test func aDivergedRunHasFailed() async throws {
    let result = try await reproduce("--lr", "100", "--steps", "30", "--optimizers", "momentum")
    #expect(result.status == 1)
    let sentence = "resnet18-imagenet-momentum-seed1: the loss is not finite at step "
    #expect(result.errors.contains("no finished run") && result.errors.contains(sentence), "\(result.errors)")
    // A run that is finished, so that there is a report.
    _ = try await reproduce("--optimizers", "sgd")
    let collected = try await ChildProcess.run(
      Program.path, ["reproduce", "--collect", folder["grid"]])
    #expect(collected.status == 0)
    let text = folder.text("grid/report/report.md")
    #expect(text.components(separatedBy: sentence).count == 2, "once: \(text)")
    let direct = try await reproduce("--lr", "100", "--steps", "30", "--optimizers", "momentum")
    #expect(direct.status == 1)
    #expect(folder.text("grid/report/report.md") == text)
  }

  /// Copies and branches tell nothing new of a seed; a folder's name may be anyone's.
  @Test func whatIsNotARunOfItsOwnIsLeftOut() async throws {
    _ = try await reproduce("--optimizers", "sgd", "--steps", "4")
    let run = "resnet18-imagenet-sgd-seed1"
    try FileManager.default.copyItem(
      atPath: folder["grid/\(run)"], toPath: folder["grid/\(run)-\u{1B}]0;copy\u{7}"])
    let fork = try await ChildProcess.run(
      Program.path,
      [
        "fork", folder["grid/\(run)"], "--at", "2", "--optimizer", "adam", "--runs-dir", folder["grid"],
        "--name", "branch", "--data-dir", folder.path, "--headless", "--steps", "2",
      ])
    #expect(fork.status == 0, "\(fork.errors)")
    let collected = try await ChildProcess.run(
      Program.path, ["reproduce", "--collect", folder["grid"]])
    #expect(collected.status == 0, "\(collected.errors)")
    #expect(collected.output.contains("reports on 1 runs, and names 2 that it leaves out"))
    let text = folder.text("grid/report/report.md")
    #expect(text.contains("branch: it branched off \(run), so that"))
    #expect(text.contains("it has settings and seed of \(run), which counts"))
    #expect(!text.contains("\u{1B}") && !collected.output.contains("\u{1B}"))
  }

  @Test func nothingToCollect() async throws {
    let result = try await ChildProcess.run(
      Program.path, ["reproduce", "--collect", folder["none"]])
    #expect(result.status == 1)
    expectOneSentence(result.errors)
    #expect(result.errors.contains("no finished run"))
  }
}
