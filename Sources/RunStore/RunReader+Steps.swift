import GRDB
import RunModel
import Statistics

extension RunReader {
  /// The recorded steps with numbers in a range, in order; memory grows with their number.
  public func steps(_ range: Range<Int>) throws -> [StepRecord] {
    var records: [StepRecord] = []
    try forEachStep(in: range) { records.append($0) }
    return records
  }

  /// Hands over the recorded steps with numbers in a range one by one, in order, from one state of the file.
  public func forEachStep(in range: Range<Int>, _ body: (StepRecord) throws -> Void) throws {
    try read { db in try forEachStep(db, in: range, body) }
  }

  /// The mean losses over equally many steps each, from the first step on; nan where none is recorded.
  public func meanLosses(stepsPerMean steps: Int) throws -> [Double] {
    try read { db in
      let last = try lastStep(db)
      var means = Array(repeating: Double.nan, count: last == 0 ? 0 : (last - 1) / steps + 1)
      let rows = try Row.fetchCursor(
        db, sql: "SELECT (step - 1) / ?1, avg(loss) FROM step WHERE step > 0 GROUP BY 1", arguments: [steps])
      while let row = try rows.next() {
        guard let index = row.integer(0), means.indices.contains(Int(clamping: index)) else { continue }
        means[Int(index)] = row.number(1)
      }
      return means
    }
  }

  /// The seconds that the recorded steps took together; pauses between them do not count.
  public func secondsOfSteps() throws -> Double {
    try read { db in try Row.fetchOne(db, sql: "SELECT total(seconds) FROM step")?.number(0) ?? 0 }
  }

  func forEachStep(_ db: Database, in range: Range<Int>, _ body: (StepRecord) throws -> Void) throws {
    let bounds: StatementArguments = [range.lowerBound, range.upperBound]
    let steps = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT step, epoch, loss, accuracy, learning_rate, seconds FROM step
          WHERE step >= ? AND step < ? ORDER BY step
          """), arguments: bounds)
    let cells = try CellCursor(db, bounds: bounds, tensors: description.tensors.count)
    let recorded = description.configuration.recorded
    let pairs = try recorded.quantities.isEmpty ? nil : PairCursor(db, bounds: bounds)
    let lags = try recorded.lags ? LagCursor(db, bounds: bounds) : nil
    var last = 0
    while let row = try steps.next() {
      let step = try self.step(row.integer(0))
      guard step > last, let epoch = row.integer(1), let sums = try cells.sums(of: Int64(step)) else {
        throw damaged("step \(step) is not whole")
      }
      last = step
      try body(
        StepRecord(
          step: step, epoch: Int(clamping: epoch), loss: row.number(2),
          accuracy: row.number(3), learningRate: row.number(4),
          seconds: row.number(5), sums: sums,
          others: try pairs?.sums(of: Int64(step), quantities: recorded.quantities, tensors: sums.count)
            ?? [],
          lags: try lags?.dots(of: Int64(step), tensors: sums.count)))
    }
  }
}

/// Goes through the sums of tensors, step by step.
private final class CellCursor {
  private let rows: RowCursor
  private let tensors: Int

  init(_ db: Database, bounds: StatementArguments, tensors: Int) throws {
    self.tensors = tensors
    rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT step, tensor, dot, squared_norm, previous_squared_norm, "cross", update_squared_norm,
            weight_squared_norm
          FROM cell WHERE step >= ? AND step < ? ORDER BY step, tensor
          """), arguments: bounds)
  }

  /// The sums of a step, which must be the next one; nil where they are not all there.
  func sums(of step: Int64) throws -> [DriftSums]? {
    var sums: [DriftSums] = []
    sums.reserveCapacity(tensors)
    while sums.count < tensors {
      guard let row = try rows.next(), row.integer(0) == step, row.integer(1) == Int64(sums.count) else {
        return nil
      }
      sums.append(
        DriftSums(
          dot: row.number(2), squaredNorm: row.number(3),
          previousSquaredNorm: row.number(4), cross: row.number(5),
          updateSquaredNorm: row.number(6), weightSquaredNorm: row.number(7)))
    }
    return sums
  }
}

/// Goes through the sums of the other quantities, step by step.
private final class PairCursor {
  private let rows: RowCursor
  private var next: Row?

  init(_ db: Database, bounds: StatementArguments) throws {
    rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT step, quantity, tensor, dot, squared_norm, other_squared_norm, "cross"
          FROM pair WHERE step >= ? AND step < ? ORDER BY step, quantity, tensor
          """), arguments: bounds)
    next = try rows.next()
  }

  /// The sums of a step, quantity by quantity in the order of `Quantity`.
  func sums(of step: Int64, quantities: Set<Quantity>, tensors: Int) throws -> [QuantitySums] {
    var found: [Quantity: [PairSums]] = [:]
    while let row = next, let number = row.integer(0), number <= step {
      let quantity = row.text(1).flatMap(Quantity.init)
      if number == step, let quantity, row.integer(2) == Int64(found[quantity]?.count ?? 0) {
        found[quantity, default: []].append(
          PairSums(
            dot: row.number(3), squaredNorm: row.number(4),
            otherSquaredNorm: row.number(5), cross: row.number(6)))
      }
      next = try rows.next()
    }
    return Quantity.allCases.compactMap { quantity in
      guard quantities.contains(quantity), let sums = found[quantity], sums.count == tensors else {
        return nil
      }
      return QuantitySums(quantity, sums: sums)
    }
  }
}

/// Goes through the dots at lags, step by step.
private final class LagCursor {
  private let rows: RowCursor
  private var next: Row?

  init(_ db: Database, bounds: StatementArguments) throws {
    rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT step, tensor, dot_1, dot_2, dot_4, dot_8, dot_16, dot_32, dot_64
          FROM lag WHERE step >= ? AND step < ? ORDER BY step, tensor
          """), arguments: bounds)
    next = try rows.next()
  }

  /// The dots of a step; nil where they are not recorded for it.
  func dots(of step: Int64, tensors: Int) throws -> LagDots? {
    var dots: [Double] = []
    while let row = next, let number = row.integer(0), number <= step {
      if number == step {
        for lag in LagDots.lags.indices { dots.append(row.number(2 + lag)) }
      }
      next = try rows.next()
    }
    return dots.count == tensors * LagDots.lags.count ? LagDots(dots: dots) : nil
  }
}
