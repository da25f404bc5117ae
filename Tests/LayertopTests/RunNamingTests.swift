import Foundation
import RunStore
import Testing

/// How runs are named on the command line, and what their names may hold.
@Suite(.serialized) struct RunNamingTests {
  private let folder: TestFolder

  init() async throws {
    folder = try TestFolder()
    let result = try await ChildProcess.run(
      Program.path,
      try Program.quick(in: folder) + [
        "--headless", "--network", "mlp", "--hidden", "8", "--name", "mine", "--steps", "3",
      ])
    #expect(result.status == 0, "\(result.errors)")
  }

  private func layertop(_ arguments: String...) async throws -> ChildProcess.Result {
    try await ChildProcess.run(Program.path, arguments)
  }

  @Test(arguments: [
    "evaluate --split training", "verify", "export --what steps --force --out FOLDER/out.csv",
    "resume --headless --steps 1", "fork --headless --steps 1 --runs-dir FOLDER/runs --optimizer adam",
  ])
  func everyCommandTakesAFile(command: String) async throws {
    var words = command.replacing("FOLDER", with: folder.path).split(separator: " ").map(String.init)
    words.insert(folder["runs/mine/run.sqlite"], at: 1)
    if words[0] != "export" { words += ["--data-dir", folder.path] }
    let result = try await ChildProcess.run(Program.path, words)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func aCheckpointIsEvaluatedToo() async throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder["runs/mine/checkpoints"])
    let file = folder["runs/mine/checkpoints/\(try #require(names.first))"]
    let ofFile = try await layertop("evaluate", file, "--split", "training", "--data-dir", folder.path)
    let ofRun = try await layertop(
      "evaluate", "mine", "--runs-dir", folder["runs"], "--split", "training", "--data-dir", folder.path)
    #expect(ofFile.status == 0 && ofFile.output == ofRun.output)
  }

  /// A folder's name is anybody's, and terminals obey what is in it.
  @Test func namesWithControlCharacters() async throws {
    let name = "\u{1B}[31mred\u{1B}]0;title\u{7}"
    try FileManager.default.moveItem(atPath: folder["runs/mine"], toPath: folder["runs/" + name])
    let results = [
      try await layertop(
        "resume", "--headless", "--steps", "1", "--data-dir", folder.path, "--runs-dir", folder["runs"]),
      try await layertop("runs", "--runs-dir", folder["runs"]),
      try await layertop("reproduce", "--collect", folder["runs"]),
    ]
    #expect(results[0].status == 0 && results[0].errors.contains("recorded in"))
    try FileManager.default.removeItem(atPath: folder["runs/\(name)/checkpoints"])
    let evaluation = try await layertop("evaluate", "--data-dir", folder.path, "--runs-dir", folder["runs"])
    #expect(evaluation.errors.contains("has no checkpoint"))
    try Data(count: 4096).write(to: URL(fileURLWithPath: folder["runs/\(name)/run.sqlite"]))
    let collected = try await layertop("reproduce", "--collect", folder["runs"])
    #expect(collected.errors.contains("red"))
    for result in results + [evaluation, collected] {
      #expect(!(result.output + result.errors).contains("\u{1B}"), "\(result)")
    }
  }

  @Test func thereMayBeMoreRunsThanFilesThatCanBeOpen() async throws {
    for number in 1..<60 {
      try FileManager.default.createDirectory(
        atPath: folder["runs/copy\(number)"], withIntermediateDirectories: false)
      try FileManager.default.copyItem(
        atPath: folder["runs/mine/run.sqlite"], toPath: folder["runs/copy\(number)/run.sqlite"])
    }
    let result = try await run(limitedTo: 40, "runs", "--runs-dir", folder["runs"])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count == 61)
    #expect(!result.output.contains("unreadable"))
    let export = try await run(
      limitedTo: 40, "export", "--runs-dir", folder["runs"], "--out", folder["out.svg"])
    #expect(export.status == 0, "\(export.errors)")
  }

  private func run(limitedTo files: Int, _ arguments: String...) async throws -> ChildProcess.Result {
    try await ChildProcess.run(
      "sh", ["-c", "ulimit -n \(files); exec \"$@\"", "sh", Program.path] + arguments)
  }
}
