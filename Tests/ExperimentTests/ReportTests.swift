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
    let lines = table.split(separator: "\r\n")
    #expect(lines.count == 1 + report.answers.flatMap(\.findings).reduce(0) { $0 + $1.measures.count })
    #expect(lines[0].hasSuffix(",grouping,layers,test,reading,measure,seeds,mean,lower,upper,outcome"))
    let begin =
      "primarily-near-output,ResNet-18,imagenet stem,SGD,0.05,128,20,\"CIFAR-10, 5,085 images\",,layer,all,paper,"
      + "last quarter,non-random cells near the output,3,"
    let line = try #require(lines.first { $0.hasPrefix(begin) })
    #expect(Double(line.dropFirst(begin.count).prefix { $0 != "," }) == 0.75)
  }

  @Test func omissionsAreSaid() {
    let report = ExperimentReport(runs: runs, omissions: [Omission("resnet34", "the loss is not finite | `at` step 3")])
    let markdown = report.files[0].text
    #expect(markdown.contains("- resnet34: the loss is not finite \\| \\`at\\` step 3"))
  }

  @Test func whatIsNotWhatItsSettingsSayIsLeftOut() throws {
    let change = AppliedCommand(.setOptimizer(OptimizerConfiguration(rule: .adam)), afterStep: 7)
    let pause = AppliedCommand(.pause, afterStep: 3)
    #expect(Omission("run", parent: nil, commands: [pause]) == nil)
    let changed = try #require(Omission("run", parent: nil, commands: [pause, change]))
    #expect(changed.reason == "its training was changed by a command after step 7")
    let fork = try #require(Omission("run", parent: "first", commands: [change]))
    #expect(fork.reason == "it branched off first, so that its first steps are not its own")
  }

  @Test func aSeedCountsOnce() throws {
    let copies = SampleRuns.paperLike(.sgd).map { _ in SampleRuns.run(name: "a copy") { _, _ in 0.9 } }
    let first = SampleRuns.run(name: "a") { _, _ in 0 }
    let report = ExperimentReport(runs: copies + [first])
    #expect(report.groups.map(\.seeds) == [[1]])
    #expect(report.groups[0].first.name == "a")
    #expect(
      report.omissions == [
        Omission("a copy", "it has settings and seed of a, which counts"),
        Omission("a copy", "it has settings and seed of a, which counts"),
        Omission("a copy", "it has settings and seed of a, which counts"),
      ])
    #expect(report.files[0].text.contains("- a copy: it has settings and seed of a"))
  }

  @Test func whatIsUndefinedIsNotRandom() throws {
    let runs = (1...3).map { seed in SampleRuns.run(seed: seed) { name, _ in name == "conv1.weight" ? nil : 0 } }
    let figures = ExperimentReport(runs: runs).document.figures.filter { $0.name.hasPrefix("depth-") }
    #expect(figures.count == 4)
    for figure in figures {
      let text = figure.drawing.text
      #expect(text.contains("no cosine exists in empty columns"))
      let path = try #require(text.firstMatch(of: /shares">\s*<path d="([^"]*)"/)?.1)
      #expect(path.count { $0 == "Z" } == 12, "random is drawn for all but the first of 13 layers")
    }
  }

  @Test func oneSeedIsSaidToBeOne() throws {
    let report = ExperimentReport(runs: [runs[0]])
    #expect(report.files[0].text.contains("one seed, no interval"))
  }

  @Test func hostileTextStaysText() {
    let hostile = SampleRuns.run(name: "x") { _, _ in 0 }
    let report = ExperimentReport(runs: [hostile], omissions: [Omission("x", "<script>alert(1)</script>\u{1B}[2J")])
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
    progress.runs[0].state = .finished
    #expect(abs(try #require(progress.secondsLeft) - 36) < 1e-9)
    // The newest fifty steps tell the pace, and a network's own steps count more than its multiply-adds.
    for step in 1...60 { progress.stepped(run: 2, done: step, seconds: step <= 10 ? 9 : 0.5) }
    // 40 of 100 steps are left of it, and the other run.
    #expect(abs(try #require(progress.secondsLeft) - (40 * 0.5 + 13)) < 1e-9)
  }

  @Test func processesDivideTheTimeLeft() throws {
    var progress = GridProgress(
      runs: ["a", "b", "c", "d"].map { GridProgress.Run(name: $0, stepCost: 1) }, steps: 100)
    progress.stepped(run: 0, done: 50, seconds: 0.1)
    #expect(abs(try #require(progress.secondsLeft) - 35) < 1e-9)
    // Another process is half through a run, and will take one of the two that wait.
    progress.runs[1].state = .elsewhere(steps: 50)
    #expect(progress.countElsewhere == 1)
    #expect(abs(try #require(progress.secondsLeft) - 15) < 1e-9)
    #expect(abs(progress.share - 0.25) < 1e-12)
    // Nobody can take a part of a run.
    (progress.runs[2].state, progress.runs[3].state) = (.finished, .elsewhere(steps: 0))
    #expect(abs(try #require(progress.secondsLeft) - 10) < 1e-9)
    // All that is left is waited for.
    (progress.runs[0].state, progress.runs[1].state) = (.finished, .finished)
    progress.runs[3].state = .elsewhere(steps: 90)
    #expect(abs(try #require(progress.secondsLeft) - 1) < 1e-9)
  }
}
