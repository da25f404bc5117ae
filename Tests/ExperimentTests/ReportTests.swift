import Foundation
import RunModel
import Testing

@testable import Experiment
@testable import Figures

@Suite struct ReportTests {
  private let runs = SampleRuns.paperLike(.sgd) + SampleRuns.paperLike(.momentum)

  @Test func theSameFromRunsInAnyOrder() {
    let first = ExperimentReport(runs: runs).files
    let second = ExperimentReport(runs: runs.shuffled()).files
    #expect(first.map(\.path) == second.map(\.path))
    #expect(first.map(\.text) == second.map(\.text))
  }

  @Test func filesNameEachOther() throws {
    let files = ExperimentReport(runs: runs).files
    let markdown = try #require(files.first { $0.path == "report.md" }).text
    let html = try #require(files.first { $0.path == "report.html" }).text
    let figures = files.map(\.path).filter { $0.hasSuffix(".svg") }
    #expect(figures.count == 6)
    for figure in figures { #expect(markdown.contains("](\(figure))")) }
    #expect(html.components(separatedBy: "<svg ").count == 7)
    #expect(!html.contains("src=") && !html.contains("href="), "it needs no other file")
    for statement in Statement.allCases {
      #expect(html.contains(PlainText.escaped(statement.text)))
      #expect(markdown.contains("### \(statement.text)"))
    }
  }

  @Test func numbersAreThoseOfTheFindings() throws {
    let report = ExperimentReport(runs: runs)
    let table = try #require(report.files.first { $0.path == "numbers.csv" }).text
    let lines = table.split(separator: "\n")
    #expect(lines.count == 1 + report.answers.flatMap(\.findings).reduce(0) { $0 + $1.measures.count })
    let columns = lines[0].split(separator: ",").count
    let line = try #require(
      lines.first {
        $0.hasPrefix("primarily-near-output,ResNet-18,imagenet stem,SGD,layer,all,paper,last quarter")
      })
    let fields = line.split(separator: ",", omittingEmptySubsequences: false)
    #expect(fields.count == columns)
    #expect(Double(fields[10]) == 0.75)
  }

  @Test func omissionsAreSaid() {
    let report = ExperimentReport(runs: runs, omissions: ["resnet34: the loss is not finite | `at` step 3"])
    let markdown = report.files[0].text
    #expect(markdown.contains("- resnet34: the loss is not finite \\| \\`at\\` step 3"))
  }

  @Test func oneSeedIsSaidToBeOne() throws {
    let report = ExperimentReport(runs: [runs[0]])
    #expect(report.files[0].text.contains("one seed, no interval"))
  }

  @Test func hostileTextStaysText() {
    let hostile = SampleRuns.run(name: "x") { _, _ in 0 }
    let report = ExperimentReport(runs: [hostile], omissions: ["<script>alert(1)</script>\u{1B}[2J"])
    let html = report.files[1].text
    #expect(!html.contains("<script>"))
    #expect(!html.contains("\u{1B}"))
    #expect(!report.files[0].text.contains("<script>"))
  }
}

@Suite struct GridTests {
  private let grid = ExperimentGrid(
    networks: [NetworkConfiguration(.resnet18), NetworkConfiguration(.resnet34, stem: .cifar)],
    optimizers: [OptimizerConfiguration(rule: .sgd), OptimizerConfiguration(rule: .momentum)], seeds: [1, 2],
    common: RunConfiguration(batchSize: 64))

  @Test func cells() {
    let cells = grid.cells
    #expect(cells.count == 8)
    #expect(Set(cells.map(\.name)).count == 8)
    #expect(cells[0].name == "resnet18-imagenet-sgd-seed1")
    #expect(cells[7].name == "resnet34-cifar-momentum-seed2")
    #expect(cells[7].configuration.seed == 2 && cells[7].configuration.batchSize == 64)
    #expect(cells.prefix(4).allSatisfy { $0.configuration.seed == 1 })
  }

  @Test func timeLeft() throws {
    let runs = [10.0, 10, 20].map { GridProgress.Run(name: "\($0)", stepCost: $0) }
    var progress = GridProgress(runs: runs, steps: 100)
    #expect(progress.secondsLeft == nil)
    #expect(progress.share == 0)
    progress.prepared(seconds: 3)
    for step in 1...50 { progress.stepped(run: 0, done: step, seconds: 0.1) }
    // 50 steps of 0.1 s, then 3 + 100 · 0.1, then 3 + 100 · 0.2 s, since it has twice the multiply-adds.
    #expect(abs(try #require(progress.secondsLeft) - 41) < 1e-9)
    #expect(abs(progress.share - 5.0 / 40) < 1e-12)
    progress.runs[1].state = .elsewhere
    progress.runs[0].state = .finished
    #expect(abs(try #require(progress.secondsLeft) - 23) < 1e-9)
    // The newest fifty steps tell the pace, and a network's own steps count more than its multiply-adds.
    for step in 1...60 { progress.stepped(run: 2, done: step, seconds: step <= 10 ? 9 : 0.5) }
    #expect(abs(try #require(progress.secondsLeft) - 20) < 1e-9)
  }
}
