import Figures
import Foundation
import RunModel

/// A value in a table.
enum TableValue {
  case integer(Int)
  /// Nil and what is not finite are empty in CSV and null in JSON.
  case number(Double?)
  case text(String)
  case missing
}

/// Writes rows one by one, as CSV or JSON Lines.
struct TableWriter {
  private let columns: [String]
  private let format: RunExport.Format
  private let output: OutputFile

  /// Begins a table; the columns' names are plain words.
  init(columns: [String], format: RunExport.Format, output: OutputFile) throws {
    self.columns = columns
    self.format = format
    self.output = output
    if format == .csv { try output.write(CSVRecord.text(columns)) }
  }

  /// Adds a row with a value for every column.
  func add(_ values: [TableValue]) throws {
    precondition(values.count == columns.count, "a row has a value for every column")
    if format == .csv {
      try output.write(CSVRecord.text(values.map(Self.field)))
    } else {
      let members = zip(columns, values).map { "\"\($0)\": \(Self.json($1))" }
      try output.write("{\(members.joined(separator: ", "))}\n")
    }
  }

  /// A value for CSV; numbers are the shortest that read back as the same.
  private static func field(_ value: TableValue) -> String {
    switch value {
    case .integer(let number): "\(number)"
    case .number(let number): number.flatMap { $0.isFinite ? "\($0)" : nil } ?? ""
    case .missing: ""
    case .text(let text): text
    }
  }

  private static func json(_ value: TableValue) -> String {
    switch value {
    case .integer(let number): return "\(number)"
    case .number(let number): return number.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null"
    case .missing: return "null"
    case .text(let text):
      let text = PlainText.printable(text)
      return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
  }
}
