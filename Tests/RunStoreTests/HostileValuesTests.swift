import Foundation
import GRDB
import RunModel
import Testing

@testable import RunStore

/// Whole files with values in them that nobody would record: each is refused with a sentence or borne, whatever is done
/// with the run.
struct HostileValuesTests {
  /// `LAYERTOP_MUTATIONS` asks for more than a test takes time for.
  private static let files = Int(ProcessInfo.processInfo.environment["LAYERTOP_MUTATIONS"] ?? "") ?? 30

  private static let values = [
    "NULL", "0", "-1", "1", "2", "7", "9223372036854775807", "-9223372036854775808", "1099511627776",
    "1e308", "-1e308", "5e-324", "9e999", "-9e999", "'text'", "x'00FF'", "''",
  ]
  private static let json = [
    "0", "-1", "1", "7", "1099511627776", "9223372036854775807", "-9223372036854775808", "1e308", "-1e308",
    "1e-300", "\"nan\"", "\"inf\"", "\"text\"", "[]", "{}", "true", "null",
  ]

  @Test func hostileValues() throws {
    let runs = try TemporaryFolder()
    let sample = SampleRun(
      recorded: RecordedQuantities(quantities: [.update, .descent], lags: true, control: 1000))
    let adam = TrainingCommand.setOptimizer(OptimizerConfiguration(rule: .adam))
    let folder = try sample.recorded(steps: 70, commands: [3: .pause, 50: adam], in: runs.path)
    let original = try Data(contentsOf: URL(fileURLWithPath: folder.database))
    var generator = SeededGenerator(seed: 2)
    var refused = 0
    for _ in 0..<Self.files {
      try original.write(to: URL(fileURLWithPath: folder.database))
      let database = try DatabaseQueue(path: folder.database)
      let change = try database.write { try Self.spoil($0, &generator) }
      try database.close()
      do {
        let reader = try RunReader(path: folder.path)
        try reader.forEachStep(in: 1..<1 << 41) { _ in }
        try RunUses(reader).all()
      } catch let error as RunStoreError {
        refused += 1
        let sentence = error.description
        #expect(sentence == RecordedText.printable(sentence) && !sentence.hasSuffix("."), "\(change)")
      }
    }
    print("\(refused) of \(Self.files) spoilt files were refused, the others borne")
    #expect(refused > Self.files / 10 && refused < Self.files)
  }

  // MARK: What is spoilt

  /// Puts a hostile value somewhere; says what was done.
  private static func spoil(_ db: Database, _ generator: inout SeededGenerator) throws -> String {
    switch generator.integer(below: 3) {
    case 0: try spoilColumn(db, &generator)
    case 1: try spoilJSON(db, &generator)
    default: try spoilPyramid(db, &generator)
    }
  }

  private static func pick<Value>(_ values: [Value], _ generator: inout SeededGenerator) -> Value {
    values[generator.integer(below: values.count)]
  }

  /// A column of a table, in all rows or in the last.
  private static func spoilColumn(_ db: Database, _ generator: inout SeededGenerator) throws -> String {
    let table = pick(RunSchema.tables, &generator).name
    let columns = try db.columns(in: table).map { "\"\($0.name)\"" }
    let last = "\(columns[0]) = (SELECT max(\(columns[0])) FROM \(table))"
    let sql =
      "UPDATE OR IGNORE \(table) SET \(pick(columns, &generator)) = \(pick(values, &generator)) WHERE "
      + pick(["1", last], &generator)
    do {
      try db.execute(sql: sql)
    } catch DatabaseError.SQLITE_MISMATCH {
      // A key that must be an integer stays what it was.
    }
    return sql
  }

  /// A value in the description or in a command.
  private static func spoilJSON(_ db: Database, _ generator: inout SeededGenerator) throws -> String {
    let (table, column) = pick(
      [("run", "description"), ("run", "description"), ("event", "content")], &generator)
    let text =
      try String.fetchOne(db, sql: "SELECT \(column) FROM \(table) ORDER BY rowid DESC LIMIT 1") ?? ""
    let object = try JSONSerialization.jsonObject(with: Data(text.utf8))
    let data = try JSONSerialization.data(
      withJSONObject: spoilt(object, &generator), options: .fragmentsAllowed)
    let spoilt = String(decoding: data, as: UTF8.self)
    try db.execute(sql: "UPDATE \(table) SET \(column) = ?", arguments: [spoilt])
    return spoilt
  }

  private static func spoilt(_ object: Any, _ generator: inout SeededGenerator) -> Any {
    if var members = object as? [String: Any], !members.isEmpty, generator.integer(below: 20) > 0 {
      let key = pick(members.keys.sorted(), &generator)
      members[key] = spoilt(members[key] ?? 0, &generator)
      return members
    }
    if var elements = object as? [Any], !elements.isEmpty, generator.integer(below: 20) > 0 {
      let index = generator.integer(below: elements.count)
      elements[index] = spoilt(elements[index], &generator)
      return elements
    }
    let text = Data(pick(json, &generator).utf8)
    return (try? JSONSerialization.jsonObject(with: text, options: .fragmentsAllowed)) ?? 0
  }

  /// Four bytes of the zoom pyramid.
  private static func spoilPyramid(_ db: Database, _ generator: inout SeededGenerator) throws -> String {
    let floats: [Float] = [1e38, -1e38, .infinity, -.infinity, .nan, 2, -1, 1, 0]
    let counts: [UInt32] = [0, 1, 15, 16, 0x000F_000F, .max]
    let pattern = pick(floats.map(\.bitPattern) + counts, &generator)
    var sql = "no change"
    let rows = try Row.fetchAll(db, sql: "SELECT quantity, grouping, level, bucket, cells FROM pyramid")
    for _ in 0...generator.integer(below: 10) {
      let row = pick(rows, &generator)
      var bytes: Data = row[4]
      let place = generator.integer(below: bytes.count / 4) * 4
      for byte in 0..<4 { bytes[place + byte] = UInt8(truncatingIfNeeded: pattern >> (8 * UInt32(byte))) }
      sql = "UPDATE pyramid SET cells = ? WHERE quantity = ? AND grouping = ? AND level = ? AND bucket = ?"
      try db.execute(
        sql: sql, arguments: [bytes, row[0] as String, row[1] as String, row[2] as Int, row[3] as Int])
    }
    return sql
  }
}
