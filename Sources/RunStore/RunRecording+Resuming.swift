import GRDB
import RunModel

extension RunRecording {
  /// Goes on with a recording after a step; what was recorded of later steps is forgotten.
  static func resume(
    in folder: RunFolder, afterStep step: Int, machine: MachineDescription, time: Double
  ) throws -> RunRecording {
    // What cannot be read is not written to either.
    let builders = try builders(in: folder, afterStep: step)
    let database = try open(folder)
    let (session, lastPending) = try database.write { db in
      for table in ["step", "cell", "pair", "lag"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE step > ?", arguments: [step])
      }
      // Commands stand there until they have been given again: a run that is interrupted before that needs them.
      try db.execute(
        sql: "UPDATE event SET kind = 'pending' WHERE after_step > ? AND kind = 'command'", arguments: [step])
      try db.execute(
        sql: "DELETE FROM event WHERE after_step > ? AND kind <> 'pending'", arguments: [step])
      try db.execute(sql: "DELETE FROM pyramid WHERE (bucket + 1) << level > ?", arguments: [step])
      try db.insert(machine, afterStep: step, time: time)
      let session = try Int64.fetchOne(db, sql: "SELECT max(session) FROM session") ?? 0
      let pending = try Int.fetchOne(db, sql: "SELECT max(after_step) FROM event WHERE kind = 'pending'")
      return (session, pending ?? 0)
    }
    return try RunRecording(
      database, session: session, lastPending: lastPending, builders: builders)
  }

  /// Reads, and closes the file before it is opened for writing.
  private static func builders(in folder: RunFolder, afterStep step: Int) throws -> [PyramidBuilder] {
    let reader = try RunReader(path: folder.address)
    return try reader.counters.map { try reader.builder($0, afterStep: step) }
  }
}

extension RunReader {
  /// A builder whose open buckets hold the steps up to one, as if it had taken them in.
  fileprivate func builder(_ counter: StepCells, afterStep last: Int) throws -> PyramidBuilder {
    try read { db in
      var open = PyramidLevels.all.map { _ in counter.empty }
      // A bucket has taken in those of the level below that are whole, and the lowest one its steps.
      for (index, level) in PyramidLevels.all.enumerated() {
        let first = PyramidLevels.steps(
          level: level, bucket: PyramidLevels.bucket(of: last + 1, level: level)
        ).lowerBound
        func add(_ cells: [PyramidCell]) {
          for (row, cell) in cells.enumerated() { open[index][row] += cell }
        }
        if index == 0 {
          try forEachStep(db, in: first..<last + 1) { add(counter.cells(of: $0)) }
        } else {
          let below = PyramidLevels.all[index - 1]
          let buckets =
            PyramidLevels.bucket(of: first, level: below)..<PyramidLevels.bucket(of: last + 1, level: below)
          try forEachBucket(db, counter, level: below, buckets) { _, cells in add(cells) }
        }
      }
      return PyramidBuilder(counter, next: last + 1, open: open)
    }
  }
}
