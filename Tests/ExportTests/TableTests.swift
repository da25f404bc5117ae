import Foundation
import GRDB
import RunModel
import Statistics
import Testing

@testable import Export

/// Tables say what was recorded, in forms that other programs read.
@Suite struct TableTests {
  @Test func cellsAsCSV() throws {
    let sample = try RecordedSample()
    try RunExport(.cells).write(sample.reader, to: sample.path("cells.csv"))
    let rows = try CSV.rows(sample.text("cells.csv"))
    #expect(
      rows[0] == [
        "step", "row", "layer", "parameters", "bound", "cos", "verdict", "z", "log10_p",
        "gradient_norm", "update_to_weight",
      ])
    #expect(rows.count == 1 + 30 * 3)
    for row in rows.dropFirst() {
      let step = try #require(Int(row[0]))
      let cosine = Double(row[5])
      #expect((cosine == nil) == (step == 1))
      #expect(abs((cosine ?? 0) - (RecordedSample.cosine(step) ?? 0)) < 1e-12)
      let verdict: Verdict =
        switch RecordedSample.cosine(step) {
        case nil: .undefined
        case 0: .random
        case let cosine?: cosine > 0 ? .aligned : .opposed
        }
      #expect(row[6] == verdict.rawValue)
      #expect(Double(row[10]) == 0.1)
    }
    #expect(rows[3][2] == "fc\u{FFFD}[31m,\"x\"<b>", "quoted, and without control characters")
    let logP = try #require(Double(rows.first { $0[0] == "3" && $0[1] == "0" }?[8] ?? ""))
    #expect(abs(logP - ExactNull.logP(cosine: 0.9, parameters: 100) / log(10)) < 1e-12)
  }

  /// Whoever reads both finds the same under the same name.
  @Test(arguments: [(Grouping.layer, "cells"), (.tensor, "tensor_cells")])
  func cellsAreThoseOfTheView(grouping: Grouping, view: String) throws {
    let sample = try RecordedSample()
    var export = RunExport(.cells)
    export.grouping = grouping
    try export.write(sample.reader, to: sample.path("cells.csv"))
    let rows = try CSV.rows(sample.text("cells.csv"))
    let database = try DatabaseQueue(path: sample.reader.folder.database)
    let recorded = try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM \(view) ORDER BY step, row")
    }
    #expect(recorded.count == rows.count - 1)
    for (line, row) in zip(rows.dropFirst(), recorded) {
      for (name, field) in zip(rows[0], line) where name != "log10_p" {
        #expect(row.hasColumn(name), "\(name)")
        let value: DatabaseValue = row[name]
        switch value.storage {
        case .null: #expect(field.isEmpty, "\(name)")
        case .string(let text): #expect(field == PlainText.printable(text))
        default:
          let number = try #require(Double.fromDatabaseValue(value))
          #expect(abs(try #require(Double(field)) - number) <= 1e-12 * abs(number), "\(name)")
        }
      }
    }
  }

  @Test func aBoundStandsWhereOneNumberSaysIt() throws {
    let sample = try RecordedSample()
    var export = RunExport(.cells)
    for (test, bound) in [(DriftTest.paper, "0.21459660262893474"), (.discovery, "")] {
      export.rule = TestRule(test)
      try export.write(sample.reader, to: sample.path("cells.csv"), replacing: true)
      #expect(try CSV.rows(sample.text("cells.csv"))[1][4] == bound)
    }
  }

  @Test func stepsAsJSONLines() throws {
    let sample = try RecordedSample()
    var export = RunExport(.steps, format: .jsonLines)
    export.steps = 4...6
    try export.write(sample.reader, to: sample.path("steps.jsonl"))
    let lines = try sample.text("steps.jsonl").split(separator: "\n").map {
      try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
    }
    #expect(lines.map { $0["step"] as? Int } == [4, 5, 6])
    #expect(lines[0]["loss"] as? Double == 1.0 / 3)
    #expect(lines[1]["loss"] is NSNull, "not a number")
  }

  @Test func commands() throws {
    let sample = try RecordedSample()
    try RunExport(.commands).write(sample.reader, to: sample.path("commands.csv"))
    let rows = try CSV.rows(sample.text("commands.csv"))
    #expect(rows.count == 2)
    let fields = Dictionary(zip(rows[0], rows[1])) { first, _ in first }
    #expect(fields["after_step"] == "10")
    #expect(fields["command"] == "setOptimizer")
    #expect(fields["optimizer"] == "momentum")
    #expect(fields["learning_rate"] == "0.01")
    #expect(fields["momentum"] == "0.9")
    #expect(fields["beta1"]?.isEmpty == true)
  }

  @Test func groupingsAndTests() throws {
    let sample = try RecordedSample()
    var export = RunExport(.cells, format: .jsonLines)
    export.grouping = .tensor
    export.rule = TestRule(.exact, level: 1e-300)
    try export.write(sample.reader, to: sample.path("cells.jsonl"))
    let text = try sample.text("cells.jsonl")
    #expect(text.split(separator: "\n").count == 30 * 4)
    #expect(text.contains("\"tensor\": \"conv1.weight\""))
    #expect(!text.contains("aligned") && !text.contains("opposed"), "nothing passes such a level")
  }

  @Test func filesAreNotReplacedUnasked() throws {
    let sample = try RecordedSample()
    let path = sample.path("steps.csv")
    try Data("mine".utf8).write(to: URL(fileURLWithPath: path))
    #expect(throws: ExportError.exists(path: path)) {
      try RunExport(.steps).write(sample.reader, to: path)
    }
    #expect(try sample.text("steps.csv") == "mine")
    try RunExport(.steps).write(sample.reader, to: path, replacing: true)
    #expect(try sample.text("steps.csv").hasPrefix("step,"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: sample.folder).sorted() == [
        "sample", "steps.csv",
      ])
  }

  @Test func whatCannotBe() throws {
    let sample = try RecordedSample()
    var late = RunExport(.steps)
    late.steps = 31...40
    #expect(throws: ExportError.noSteps(recorded: 1...30)) {
      try late.write(sample.reader, to: sample.path("a"))
    }
    var update = RunExport(.cells)
    update.quantity = .update
    #expect(throws: ExportError.notRecorded(.update)) {
      try update.write(sample.reader, to: sample.path("a"))
    }
    #expect(RunExport(.cells, format: .svg).problem?.contains("csv or jsonl") == true)
    #expect(RunExport(.heatmap, format: .csv).problem?.contains("svg, png or pdf") == true)
    #expect(throws: ExportError.self) {
      try RunExport(.steps).write(sample.reader, to: sample.path("no/such/folder.csv"))
    }
  }
}

/// A reader of RFC 4180.
enum CSV {
  static func rows(_ text: String) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"" where isQuoted && rest.first == "\"":
        field.unicodeScalars.append(rest.removeFirst())
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(field)
        field = ""
      case "\r" where !isQuoted && rest.first == "\n":
        rest.removeFirst()
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.unicodeScalars.append(scalar)
      }
    }
    guard field.isEmpty, row.isEmpty, !isQuoted else { throw CocoaError(.fileReadCorruptFile) }
    return rows
  }
}
