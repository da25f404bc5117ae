import Foundation
import GRDB
import RunModel
import Statistics

extension RunSchema {
  /// Makes tables and views in an empty file.
  static func create(in db: Database) throws {
    try db.execute(sql: "PRAGMA application_id = \(applicationID)")
    try db.execute(sql: "PRAGMA user_version = \(version)")
    for table in tables { try db.execute(sql: table.sql) }
    for statement in views { try db.execute(sql: statement) }
  }
}

extension Database {
  /// Writes what a run is about.
  func insert(_ description: RunDescription, name: String, parent: RunParent?, time: Double) throws {
    let configuration = description.configuration
    try execute(
      sql: "INSERT INTO run VALUES (?,?, ?,?,?,?, ?,?,?,?, ?,?, ?,?, ?)",
      arguments: [
        name, time,
        configuration.network.fullTitle, description.dataset, description.images, description.stepsPerEpoch,
        configuration.optimizer.rule.rawValue, configuration.optimizer.learningRate, configuration.batchSize,
        String(configuration.seed), configuration.threads, configuration.precision.rawValue,
        parent?.run, parent?.step, RecordedJSON.text(description),
      ])
    for (row, layer) in Grouping.layer.rows(of: description.tensors).enumerated() {
      try execute(
        sql: "INSERT INTO layer VALUES (?,?,?,?)",
        arguments: [row, layer.name, layer.parameters, PaperBound.threshold(parameters: layer.parameters)])
      for index in layer.tensors {
        let tensor = description.tensors[index]
        try execute(
          sql: "INSERT INTO tensor VALUES (?,?,?,?,?,?,?)",
          arguments: [
            index, row, tensor.name, tensor.shape.map(String.init).joined(separator: ","), tensor.parameters,
            PaperBound.threshold(parameters: tensor.parameters), tensor.isControl,
          ])
      }
    }
  }

  /// Writes that a program begins to train the run.
  func insert(_ machine: MachineDescription, afterStep: Int, time: Double) throws {
    try execute(
      sql: """
        INSERT INTO session (time, after_step, processor, cores, memory, system, versions)
        VALUES (?,?,?,?,?,?,?)
        """,
      arguments: [
        time, afterStep, machine.processor, machine.cores, Int64(clamping: machine.memory), machine.system,
        RecordedJSON.text(machine.versions),
      ])
    if let folder = machine.dataFolder {
      try insertEvent("data", content: folder, afterStep: afterStep, time: time)
    }
  }

  /// Writes how a session ended.
  func finish(session: Int64, _ reason: FinishReason, time: Double) throws {
    let (outcome, failure): (String, String?) =
      switch reason {
      case .completed: ("completed", nil)
      case .stopped: ("stopped", nil)
      case .failed(let sentence): ("failed", sentence)
      }
    try execute(
      sql: "UPDATE session SET ended = ?, outcome = ?, failure = ? WHERE session = ?",
      arguments: [time, outcome, failure, session])
  }

  /// Writes a step with all that was measured.
  func insert(_ record: StepRecord, time: Double) throws {
    try cachedStatement(sql: "INSERT INTO step VALUES (?,?,?,?,?,?,?)").execute(
      arguments: [
        record.step, record.epoch, record.loss, record.accuracy, record.learningRate, record.seconds, time,
      ])
    let cell = try cachedStatement(sql: "INSERT INTO cell VALUES (?,?,?,?,?,?,?,?)")
    for (tensor, sums) in record.sums.enumerated() {
      try cell.execute(arguments: [
        record.step, tensor, sums.dot, sums.squaredNorm, sums.previousSquaredNorm, sums.cross,
        sums.updateSquaredNorm, sums.weightSquaredNorm,
      ])
    }
    guard !record.others.isEmpty || record.lags != nil else { return }
    let pair = try cachedStatement(sql: "INSERT INTO pair VALUES (?,?,?,?,?,?,?)")
    for other in record.others {
      for (tensor, sums) in other.sums.enumerated() {
        try pair.execute(arguments: [
          record.step, other.quantity.rawValue, tensor, sums.dot, sums.squaredNorm, sums.otherSquaredNorm,
          sums.cross,
        ])
      }
    }
    if let lags = record.lags { try insert(lags, step: record.step) }
  }

  private func insert(_ lags: LagDots, step: Int) throws {
    let lag = try cachedStatement(sql: "INSERT INTO lag VALUES (?,?,?,?,?,?,?,?,?)")
    for tensor in 0..<lags.dots.count / LagDots.lags.count {
      let dots = LagDots.lags.indices.map { lags.dot(tensor: tensor, lag: $0) }
      try lag.execute(arguments: StatementArguments([Double(step), Double(tensor)] + dots))
    }
  }

  /// Writes something that happened between two steps.
  func insertEvent(_ kind: String, content: some Encodable, afterStep: Int, time: Double) throws {
    try execute(
      sql: "INSERT INTO event (after_step, time, kind, content) VALUES (?,?,?,?)",
      arguments: [afterStep, time, kind, RecordedJSON.text(content)])
  }

  /// Writes a bucket of the pyramid.
  func insert(_ bucket: PyramidBucket) throws {
    try cachedStatement(sql: "INSERT INTO pyramid VALUES (?,?,?,?,?)").execute(arguments: [
      bucket.quantity.rawValue, bucket.grouping.rawValue, bucket.level, bucket.bucket,
      PyramidCell.bytes(of: bucket.cells, level: bucket.level),
    ])
  }
}
