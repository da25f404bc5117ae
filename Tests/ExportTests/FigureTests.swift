import Foundation
import RunModel
import Statistics
import Testing

@testable import Export

/// Figures are drawn from what was recorded.
@Suite struct FigureTests {
  @Test func cellsOfARange() throws {
    let sample = try RecordedSample(steps: 30)
    var export = RunExport(.heatmap)
    let all = try CellGrid(sample.reader, export: export)
    #expect(all.stepsPerCell == 1 && all.firstStep == 1)
    #expect(all.cells.map(\.count) == [30, 30, 30])
    #expect(all.cells[0][0].defined == 0)
    #expect(all.cells[0][2].aligned == 1 && all.cells[0][1].opposed == 1)
    export.steps = 10...12
    let some = try CellGrid(sample.reader, export: export)
    #expect(some.firstStep == 10 && some.cells[0].count == 3)
    #expect(some.cells[0] == Array(all.cells[0][9...11]))
  }

  @Test func longRunsAreGatheredInTrueFractions() throws {
    let sample = try RecordedSample(steps: 1000)
    let grid = try CellGrid(sample.reader, export: RunExport(.heatmap))
    #expect(grid.stepsPerCell == 8)
    #expect(grid.cells[0].count == 125)
    let counts = grid.cells[0].reduce(into: (0, 0, 0)) {
      $0.0 += Int($1.defined)
      $0.1 += Int($1.aligned)
      $0.2 += Int($1.opposed)
    }
    #expect(counts == (999, 333, 333))
    #expect(grid.middle(0) == 4.5)
  }

  @Test(arguments: [RunExport.Contents.heatmap, .curves, .depth])
  func drawings(contents: RunExport.Contents) throws {
    let sample = try RecordedSample()
    try RunExport(contents).write(sample.reader, to: sample.path("figure.svg"))
    let text = try sample.text("figure.svg")
    #expect(text.hasPrefix("<?xml"))
    #expect(text.contains("ResNet-18 · CIFAR-10 · SGD→momentum · seed 1"))
    #expect(!text.contains("\u{1B}") && !text.contains("<b>"))
    if contents == .heatmap {
      #expect(text.contains("SGD→momentum lr 0.05→0.01"))
      #expect(text.contains("√(ln n / n), paper test"))
      #expect(text.contains(">0.2146<"), "√(ln 100 / 100)")
    }
  }

  @Test func aHeatmapHasTheRowsAndTheStepsThatAreAskedFor() throws {
    let sample = try RecordedSample()
    var export = RunExport(.heatmap)
    export.rows = [1, 0]
    export.steps = 10...12
    try export.write(sample.reader, to: sample.path("figure.svg"))
    let text = try sample.text("figure.svg")
    let names = ["layer1.0.downsample.0", "conv1"].map { text.range(of: ">\($0)<")?.lowerBound }
    let (upper, lower) = (try #require(names[0]), try #require(names[1]))
    #expect(upper < lower && !text.contains("[31m"))
    #expect(text.contains("by layer; steps 10 to 12 of 30<"))
  }

  @Test func aTitleNamesTheOptimizersOfItsSteps() throws {
    let sample = try RecordedSample()
    var export = RunExport(.depth)
    for (steps, optimizer) in [(1...10, "SGD"), (11...30, "SGD with momentum"), (10...11, "SGD→momentum")] {
      export.steps = steps
      try export.write(sample.reader, to: sample.path("figure.svg"), replacing: true)
      #expect(try sample.text("figure.svg").contains("CIFAR-10 · \(optimizer) · seed 1"))
    }
  }

  @Test func aBranchHasItsOwnSteps() throws {
    let sample = try RecordedSample(steps: 20, branchedAfter: 1103)
    let grid = try CellGrid(sample.reader, export: RunExport(.heatmap))
    #expect(grid.stepsPerCell == 1 && grid.cells[0].count == 20 && grid.steps == 1104...1123)
    #expect(grid.cells[0].allSatisfy { $0.defined == 1 })
    try RunExport(.depth).write(sample.reader, to: sample.path("depth.svg"))
    let text = try sample.text("depth.svg")
    #expect(text.contains("steps 1104 to 1123"))
    #expect(text.contains("CIFAR-10 · SGD with momentum · seed 1"), "its parent's was never in force")
    var early = RunExport(.steps)
    early.steps = 1...50
    let error = ExportError.noSteps(recorded: 1104...1123)
    #expect(throws: error) { try early.write(sample.reader, to: sample.path("steps.csv")) }
    #expect("\(error)" == "only steps 1104 to 1123 are recorded; give others with --steps")
    early.steps = 1...1105
    try early.write(sample.reader, to: sample.path("steps.csv"))
    #expect(try CSV.rows(sample.text("steps.csv")).map(\.[0]) == ["step", "1104", "1105"])
  }

  @Test func aBranchInLargeCells() throws {
    let sample = try RecordedSample(steps: 300, branchedAfter: 1101)
    let grid = try CellGrid(sample.reader, export: RunExport(.heatmap))
    #expect(grid.stepsPerCell == 2 && grid.firstStep == 1101 && grid.steps == 1102...1401)
    try RunExport(.heatmap).write(sample.reader, to: sample.path("heatmap.svg"))
    #expect(try sample.text("heatmap.svg").contains("CIFAR-10 · SGD with momentum · seed 1"))
  }

  @Test func whatIsUndefinedIsNotRandom() throws {
    let sample = try RecordedSample(hasUndefinedRow: true)
    try RunExport(.depth).write(sample.reader, to: sample.path("depth.svg"))
    let text = try sample.text("depth.svg")
    let shares = try #require(text.range(of: "shares\">"))
    let path = try #require(text[shares.upperBound...].firstMatch(of: /d="([^"]*)"/)?.1)
    #expect(path.count { $0 == "Z" } == 2, "random is drawn for two rows of three")
    #expect(text.contains("no cosine exists in empty columns"))
  }

  @Test func pictures() throws {
    let sample = try RecordedSample()
    var export = RunExport(.heatmap, format: .png)
    export.resolution = 100
    try export.write(sample.reader, to: sample.path("figure.png"))
    let bytes = try Data(contentsOf: URL(fileURLWithPath: sample.path("figure.png")))
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    // IHDR: 88 mm at 100 pixels to an inch.
    let width = bytes[16..<20].reduce(0) { $0 << 8 | Int($1) }
    #expect(abs(width - 347) <= 1)
    try RunExport(.depth, format: .pdf).write(sample.reader, to: sample.path("figure.pdf"))
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: sample.path("figure.pdf"))).starts(
        with: Data("%PDF".utf8)))
    let files = try FileManager.default.contentsOfDirectory(atPath: sample.folder).sorted()
    #expect(files == ["figure.pdf", "figure.png", "sample"])
  }
}
