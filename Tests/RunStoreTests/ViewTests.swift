import Foundation
import GRDB
import RunModel
import Statistics
import Testing

@testable import RunStore

/// What programs other than layertop read.
struct ViewTests {
  @Test func cellsAgreeWithTheSums() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try sample.recorded(steps: 30, in: runs.path)
    let database = try DatabaseQueue(path: folder.database)
    for (grouping, view, column) in [(Grouping.layer, "cells", "layer"), (.tensor, "tensor_cells", "tensor")]
    {
      let rows = grouping.rows(of: sample.description.tensors)
      let cells = try database.read {
        try Row.fetchAll(
          $0, sql: "SELECT \(column), row, step, cos, verdict, z FROM \(view) ORDER BY step, row")
      }
      #expect(cells.count == 30 * rows.count)
      let test = PreparedTest(rule: TestRule(), parameters: rows.map(\.parameters))
      for step in 1...30 {
        let record = sample.record(step)
        let pairs = rows.map { record.pair(.gradient, of: $0)! }
        let verdicts = test.verdicts(pairs)
        for (index, row) in rows.enumerated() {
          let cell = cells[(step - 1) * rows.count + index]
          #expect(cell[0] == row.name && cell[1] == index && cell[2] == step)
          #expect(cell[4] == verdicts[index].rawValue)
          let (cosine, z) = (cell[3] as Double?, cell[5] as Double?)
          #expect((cosine == nil) == (step == 1) && (z == nil) == (step == 1))
          if step > 1 {
            #expect(abs(cosine! - pairs[index].cosine!) < 1e-15)
            #expect(abs(z! - SignFlip.z(pairs[index])!) < 1e-12)
          }
        }
      }
    }
  }

  @Test func aSumWithoutAPartDoesNotExist() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun()
    let folder = try RunFolder.create(in: runs.path, for: sample.description.configuration)
    let writer = RunWriter(folder, machine: SampleRun.machine) { Issue.record("\($0)") }
    var record = sample.record(2)
    record.sums[0].dot = .nan
    record.sums[2].squaredNorm = .infinity
    writer.record(.started(sample.description))
    writer.record(.step(record))
    writer.finish()
    let verdicts = try DatabaseQueue(path: folder.database).read {
      try String.fetchAll($0, sql: "SELECT verdict FROM cells ORDER BY row")
    }
    #expect(verdicts[0] == "undefined" && verdicts[1] == "undefined")
    #expect(!verdicts[2...].contains("undefined"))
  }

  @Test func aRunIsListedUnderTheOptimizerInForce() throws {
    let runs = try TemporaryFolder()
    let commands = [0: OptimizerConfiguration(rule: .lion), 2: OptimizerConfiguration(rule: .adam)]
    for (commands, optimizer, learningRate) in [([:], "sgd", 0.05), (commands, "adam", 0.001)] {
      let folder = try SampleRun().recorded(
        steps: 3, commands: commands.mapValues(TrainingCommand.setOptimizer), in: runs.path)
      let row = try DatabaseQueue(path: folder.database).read {
        try Row.fetchOne($0, sql: "SELECT optimizer, learning_rate FROM runs")
      }
      #expect(row == ["optimizer": optimizer, "learning_rate": learningRate])
    }
  }

  private static let queries = [
    "SELECT layer, step, cos, verdict FROM cells WHERE step = 3 LIMIT 1",
    "SELECT tensor, gradient_norm, update_to_weight FROM tensor_cells WHERE step = 2 LIMIT 1",
    "SELECT step, loss FROM steps WHERE step = 3", "SELECT after_step, command, optimizer FROM commands",
    "SELECT layer, parameters FROM layers LIMIT 1", "SELECT last_step, outcome FROM runs",
  ]

  @Test(arguments: [["sqlite3"], ["python3", "-c", python]])
  func otherProgramsRead(program: [String]) throws {
    let runs = try TemporaryFolder()
    let adam = TrainingCommand.setOptimizer(OptimizerConfiguration(rule: .adam))
    let sample = SampleRun()
    let folder = try sample.recorded(steps: 3, commands: [2: adam], in: runs.path)
    let arguments = program + [folder.database, Self.queries.joined(separator: "; ")]
    guard let output = try Self.output(of: arguments) else { return }
    let lines = output.split(separator: "\n").map { $0.split(separator: "|").map(String.init) }
    #expect(lines.count == 6)
    let record = sample.record(3)
    let row = Grouping.layer.rows(of: sample.description.tensors)[0]
    let cosine = record.pair(.gradient, of: row)!.cosine!
    let bound = PaperBound.threshold(parameters: row.parameters)
    #expect(lines[0][0] == "conv1" && lines[0][1] == "3")
    #expect(abs(Double(lines[0][2])! - cosine) < 1e-12)
    #expect(lines[0][3] == Verdict(cosine: cosine, bound: bound).rawValue)
    #expect(lines[1][0] == "conv1.weight")
    #expect(abs(Double(lines[2][1])! - record.loss) < 1e-12)
    #expect(lines[3] == ["2", "setOptimizer", "adam"])
    #expect(lines[4] == ["conv1", "224"])
    #expect(lines[5] == ["3", "completed"])
  }

  private static let python = """
    import sqlite3, sys
    for query in sys.argv[2].split(";"):
      for row in sqlite3.connect(sys.argv[1]).execute(query): print(*row, sep="|")
    """

  /// What a program prints; nil where it is not installed.
  private static func output(of arguments: [String]) throws -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    if process.terminationStatus == 127 { return nil }
    #expect(process.terminationStatus == 0)
    return String(decoding: data, as: UTF8.self)
  }
}
