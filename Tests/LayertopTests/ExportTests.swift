import Foundation
import Testing

/// `layertop export`, on a run that was just recorded.
@Suite(.serialized) struct ExportTests {
  @Test func tablesAndFigures() async throws {
    let folder = try TestFolder()
    let trained = try await ChildProcess.run(
      Program.path,
      try Program.quick(in: folder) + [
        "--headless", "--steps", "3", "--runs-dir", folder["runs"], "--name", "mine",
      ])
    #expect(trained.status == 0, "\(trained.errors)")
    func export(_ arguments: String...) async throws -> ChildProcess.Result {
      try await ChildProcess.run(Program.path, ["export", folder["runs/mine"]] + arguments)
    }

    #expect(try await export("--out", folder["cells.csv"]).status == 0)
    let cells = folder.text("cells.csv").split(separator: "\r\n")
    #expect(cells.count == 1 + 3 * 41)
    #expect(cells[1].contains(/^1,0,conv1,9408,0\.0311\d*,,undefined,/))
    #expect(
      try await export("--what", "steps", "--steps", "2..", "-o", folder["steps.jsonl"]).status == 0
    )
    #expect(folder.text("steps.jsonl").split(separator: "\n").count == 2)
    let figure = try await export(
      "--out", folder["heatmap.svg"], "--grouping", "block", "--width", "3.3in")
    #expect(figure.output == folder["heatmap.svg"] + "\n")
    #expect(folder.text("heatmap.svg").contains("width=\"237.6pt\""))

    let refused = try await export("--out", folder["heatmap.svg"])
    #expect(refused.status == 1)
    expectOneSentence(refused.errors)
    #expect(refused.errors.contains("--force"))
    #expect(try await export("--out", folder["heatmap.svg"], "--force").status == 0)
  }

  @Test(arguments: [
    ("--what cells --format svg", "csv or jsonl"), ("--steps 5..2", "100..200"),
    ("--width 88", "mm"),
    ("--level 2", "between 0 and 1"), ("--dpi 5", "between 30 and 2400"),
  ])
  func wrongOptions(arguments: String, remedy: String) async throws {
    let result = try await ChildProcess.run(
      Program.path, ["export", "nowhere"] + arguments.split(separator: " ").map(String.init))
    #expect(result.status == 64)
    #expect(result.errors.contains(remedy), "\(result.errors)")
  }

  @Test func noSuchRun() async throws {
    let result = try await ChildProcess.run(Program.path, ["export", "nowhere"])
    #expect(result.status == 1)
    expectOneSentence(result.errors)
  }
}
