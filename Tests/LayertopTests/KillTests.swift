import Foundation
import RunModel
import RunStore
import Testing

/// Programs that are killed while they record: what is on the disk opens, and misses no step before the last second.
@Suite(.serialized) struct KillTests {
  /// `LAYERTOP_KILLS` asks for more than a test takes time for.
  private static let kills = Int(ProcessInfo.processInfo.environment["LAYERTOP_KILLS"] ?? "") ?? 8

  @Test func aKilledRunOpens() async throws {
    var generator = SeededGenerator(seed: 5)
    var latest = 0.0
    for _ in 0..<Self.kills {
      let folder = try TestFolder()
      let child = try ChildProcess(
        Program.path,
        try Program.quick(in: folder) + [
          "--network", "mlp", "--hidden", "32", "--headless", "--json-steps", "--name", "run",
        ])
      try await Deadline.wait(for: "a step") { child.output.contains("\n") }
      let instant = ContinuousClock.now + .milliseconds(generator.integer(below: 2500))
      // How many steps had been said at which time.
      var said: [(time: ContinuousClock.Instant, steps: Int)] = []
      while ContinuousClock.now < instant {
        let steps = child.output.utf8.count { $0 == UInt8(ascii: "\n") }
        said.append((ContinuousClock.now, steps))
        try await Task.sleep(for: .milliseconds(20))
      }
      let killed = ContinuousClock.now
      kill(child.id, SIGKILL)
      #expect(try await child.result().status == 128 + SIGKILL)

      let old = said.last { $0.time <= killed - .seconds(1) }?.steps ?? 0
      guard FileManager.default.fileExists(atPath: folder["runs/run/run.sqlite"]) else {
        #expect(old == 0, "\(old) steps were done a second before, and nothing is recorded")
        continue
      }
      let reader = try RunReader(path: folder["runs/run"])
      let last = try reader.progress().lastStep
      #expect(last >= old, "\(old) steps were done a second before, \(last) are recorded")
      let firstMissing = said.first { $0.steps > last }?.time ?? killed
      latest = max(latest, (killed - firstMissing) / .seconds(1))
      let records = try reader.steps(1..<last + 1)
      #expect(records.map(\.step) == Array(1..<last + 1))
      #expect(try reader.progress().finished == nil)
    }
    print("of \(Self.kills) killed runs, at most the last \(String(format: "%.2f", latest)) s are missing")
  }

  /// While a program trains a run nobody else can; that it was killed is no obstacle, and what shows it goes with it.
  @Test func oneProgramTrainsARun() async throws {
    let folder = try TestFolder()
    let common = try Program.quick(in: folder)
    let run = folder["runs/r"]
    let child = try ChildProcess(Program.path, common + ["--headless", "--name", "r", "--network", "lenet5"])
    try await Deadline.wait(for: "a step") { try (try? RunReader(path: run))?.progress().lastStep ?? 0 > 0 }
    let resume = ["resume", run, "--data-dir", folder.path, "--headless", "--steps", "1"]
    let refused = try await ChildProcess.run(Program.path, resume)
    #expect(refused.status == 1)
    #expect(
      refused.errors
        == "Error: another program trains the run in \(run) at this moment; stop it first, or fork the run\n")
    kill(child.id, SIGKILL)
    _ = try await child.result()
    #expect(FileManager.default.fileExists(atPath: run + "/.lock"))
    let resumed = try await ChildProcess.run(Program.path, resume)
    #expect(resumed.status == 0, "\(resumed.errors)")
    #expect(!FileManager.default.fileExists(atPath: run + "/.lock"))
  }

  /// The same without SIGKILL, as other programs see the folder.
  @Test func aRunIsListedAndRead() async throws {
    let folder = try TestFolder()
    let arguments = try Program.quick(in: folder) + ["--headless", "--steps", "3", "--name", "mine"]
    let trained = try await ChildProcess.run(Program.path, arguments)
    #expect(trained.status == 0)
    #expect(trained.errors == "recorded in \(folder["runs/mine"])\n")
    let listed = try await ChildProcess.run(Program.path, ["runs", "--runs-dir", folder["runs"]])
    let lines = listed.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(
      lines.last?.contains(/^mine +ResNet-18, imagenet stem +CIFAR-10 +sgd +0\.05 +3 +\d\.\d{3} +completed$/)
        == true)
    let json = try await ChildProcess.run(Program.path, ["runs", "--json", "--runs-dir", folder["runs"]])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(object.first?["name"] as? String == "mine")
    #expect(object.first?["lastStep"] as? Int == 3)
    #expect(object.first?["state"] as? String == "completed")
    let again = try await ChildProcess.run(Program.path, arguments)
    #expect(again.status == 1)
    #expect(again.errors == "Error: \(folder["runs/mine"]) exists already; give the run another name\n")
    let unrecorded = try await ChildProcess.run(
      Program.path, try Program.quick(in: folder) + ["--headless", "--steps", "1", "--no-record"])
    #expect(unrecorded.status == 0 && unrecorded.errors.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder["runs"]) == ["mine"])
  }

  @Test func aFolderThatTakesNoRuns() async throws {
    let folder = try TestFolder()
    let arguments =
      try Program.quick(in: folder) + ["--headless", "--steps", "2", "--runs-dir", "/proc/runs"]
    let sentence =
      "the folder /proc/runs cannot be made: no such file or directory; choose another with --runs-dir, or --no-record"
    let goesOn = try await ChildProcess.run(Program.path, arguments)
    #expect(goesOn.status == 0)
    #expect(goesOn.errors == sentence + "; training goes on unrecorded\n")
    let refuses = try await ChildProcess.run(Program.path, arguments + ["--on-record-failure", "pause"])
    #expect(refuses.status == 1)
    #expect(refuses.errors == "Error: \(sentence)\n")
  }
}
