import Foundation
import RunModel
import Statistics
import Testing

@testable import RunStore

struct RecordingTests {
  @Test func whatIsWrittenIsRead() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let adam = TrainingCommand.setOptimizer(OptimizerConfiguration(rule: .adam))
    let folder = try sample.recorded(steps: 40, commands: [0: .pause, 20: adam], in: runs.path)
    let reader = try RunReader(path: folder.path)
    #expect(reader.description == sample.description)
    #expect(reader.overview.name == folder.name)
    #expect(try reader.steps(1..<41) == (1...40).map(sample.record))
    #expect(try reader.steps(39..<1000).map(\.step) == [39, 40])
    let seconds = (1...40).reduce(0) { $0 + sample.record($1).seconds }
    #expect(abs(try reader.secondsOfSteps() - seconds) < 1e-9)
    let commands = try reader.commands()
    #expect(commands.map(\.command) == [.pause, adam])
    #expect(commands.map(\.afterStep) == [0, 20])
    let progress = try reader.progress()
    #expect(progress.lastStep == 40 && progress.firstStep == 1 && progress.finished == .completed)
    #expect(progress.lastLoss == sample.record(40).loss)
  }

  @Test func otherQuantitiesAndLags() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun(recorded: RecordedQuantities(quantities: [.update, .descent], lags: true))
    let folder = try sample.recorded(steps: 5, in: runs.path)
    let records = try RunReader(path: folder.path).steps(1..<6)
    for record in records {
      let expected = sample.record(record.step)
      #expect(record.others == expected.others)
      let same = zip(record.lags!.dots, expected.lags!.dots).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }
      #expect(same)
    }
  }

  @Test func whatIsNoNumberStaysNone() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    var record = sample.record(1)
    record.loss = .nan
    record.sums[2].dot = .nan
    record.sums[3].squaredNorm = .infinity
    record.sums[4].dot = -Double.leastNonzeroMagnitude
    let folder = try RunFolder.create(in: runs.path, for: sample.description.configuration)
    let writer = RunWriter(folder, machine: SampleRun.machine) { Issue.record("\($0)") }
    writer.record(.started(sample.description))
    writer.record(.step(record))
    writer.record(.finished(.failed("the loss is not finite at step 1")))
    writer.finish()
    let reader = try RunReader(path: folder.path)
    let read = try #require(reader.steps(1..<2).first)
    #expect(read.loss.isNaN && read.sums[2].dot.isNaN)
    #expect(read.sums[3].squaredNorm == .infinity)
    #expect(read.sums[4].dot == -Double.leastNonzeroMagnitude)
    #expect(try reader.progress().finished == .failed("the loss is not finite at step 1"))
  }

  @Test func aFinishedRunIsOneFile() throws {
    let runs = try TemporaryFolder()
    let folder = try SampleRun().recorded(steps: 3, in: runs.path)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["run.sqlite"])
  }

  @Test func foldersHaveNamesOfTheirOwn() throws {
    let runs = try TemporaryFolder()
    let configuration = RunConfiguration()
    let date = Date(timeIntervalSince1970: 1e9)
    let first = try RunFolder.create(in: runs.path + "/deep/runs", for: configuration, at: date)
    let second = try RunFolder.create(in: runs.path + "/deep/runs", for: configuration, at: date)
    #expect(first.name.contains(/^\d{4}-\d\d-\d\d-\d{6}-resnet18-sgd$/))
    #expect(second.name == first.name + "-2")
    let named = try RunFolder.create(in: runs.path, name: "mine", for: configuration)
    #expect(named.path == runs.path + "/mine")
    #expect(throws: RunStoreError.nameTaken(path: named.path)) {
      try RunFolder.create(in: runs.path, name: "mine", for: configuration)
    }
    for name in ["", "a/b", ".", "..", "\u{1B}[2J"] {
      #expect(throws: RunStoreError.unusableName(name)) {
        try RunFolder.create(in: runs.path, name: name, for: configuration)
      }
    }
    #expect(RunFolder(path: "runs/mine/run.sqlite") == RunFolder(path: "runs/mine/"))
  }
}

struct ResumingTests {
  @Test(arguments: [0, 5, 16, 100, 320]) func stepsAfterTheCheckpointAreRecordedAgain(afterStep: Int) throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try sample.recorded(
      steps: 330, commands: [3: .pause, 325: .resume], finished: .stopped, in: runs.path)
    let writer = RunWriter(resuming: folder, afterStep: afterStep, machine: SampleRun.machine) {
      Issue.record("\($0)")
    }
    writer.record(.started(sample.description))
    for step in afterStep + 1..<401 { writer.record(.step(sample.record(step))) }
    writer.record(.finished(.completed))
    writer.finish()

    let whole = try RunReader(path: sample.recorded(steps: 400, in: runs.path).path)
    // All steps have passed, so that there is nothing left that was to be given again.
    let pending = try RunReader(path: folder.path).commandsToReplay()
    #expect(try pending == RunReader(path: folder.path).commands())
    let resumed = try RunReader(path: folder.path)
    #expect(try resumed.steps(1..<401) == whole.steps(1..<401))
    #expect(try resumed.progress().finished == .completed)
    #expect(try resumed.commands().map(\.command) == (afterStep < 3 ? [] : [.pause]))
    for level in [4, 5, 6, 8] {
      for grouping in Grouping.allCases {
        let key = TileKey(
          quantity: .gradient, grouping: grouping, rule: TestRule(.signFlip), measure: .cosine, level: level,
          index: 0)
        let (tile, expected) = (try resumed.tile(key), try whole.tile(key))
        #expect(tile.cells.map(\.opposed) == expected.cells.map(\.opposed))
        #expect(
          zip(tile.cells, expected.cells).allSatisfy {
            abs($0.mean - $1.mean) < 1e-6 || $0.mean.isNaN && $1.mean.isNaN
          })
      }
    }
  }

  /// Interrupted again and again, a run does not forget what it is to be told.
  @Test func commandsToComeSurviveASecondInterruption() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let adam = TrainingCommand.setOptimizer(OptimizerConfiguration(rule: .adam))
    let folder = try sample.recorded(steps: 30, commands: [5: .pause, 20: adam, 25: .resume], in: runs.path)
    func goOn(after step: Int, to last: Int, commands: [Int: TrainingCommand] = [:]) throws {
      let writer = RunWriter(resuming: folder, afterStep: step, machine: SampleRun.machine) {
        Issue.record("\($0)")
      }
      writer.record(.started(sample.description))
      for step in step + 1..<last + 1 {
        if let command = commands[step - 1] { writer.record(.applied(command, afterStep: step - 1)) }
        writer.record(.step(sample.record(step)))
      }
      writer.finish()
    }
    func steps(_ commands: [RecordedCommand]) -> [Int] { commands.map(\.afterStep) }

    for _ in 0..<2 {
      try goOn(after: 10, to: 15)
      let reader = try RunReader(path: folder.path)
      #expect(steps(try reader.commands()) == [5])
      #expect(steps(try reader.commandsToReplay()) == [5, 20, 25])
      #expect(try reader.commandsToReplay()[1].command == adam)
    }
    try goOn(after: 10, to: 21, commands: [20: adam])
    let reader = try RunReader(path: folder.path)
    #expect(steps(try reader.commands()) == [5, 20])
    #expect(steps(try reader.commandsToReplay()) == [5, 20, 25])
  }
}
