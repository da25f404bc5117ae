import Foundation
import RunModel
import RunStore
import Statistics

extension RunExport {
  func writeTable(_ run: RunReader, to output: OutputFile) throws {
    switch contents {
    case .steps: try writeSteps(run, to: output)
    case .commands: try writeCommands(run, to: output)
    default: try writeCells(run, to: output)
    }
  }

  /// One line for each step and row, under the chosen test; columns are called as in the recording's view `cells`, which
  /// has no p-value and the raw sums besides.
  private func writeCells(_ run: RunReader, to output: OutputFile) throws {
    let rows = grouping.rows(of: run.description.tensors)
    let test = PreparedTest(rule: rule, parameters: rows.map(\.parameters))
    // Discovery holds a cell against all others of its step.
    let bounds = rows.indices.map { rule.test == .discovery ? nil : test.bound(row: $0) }
    let table = try TableWriter(
      columns: [
        "step", "row", grouping.rawValue, "parameters", "bound", "cos", "verdict", "z", "log10_p", "gradient_norm",
        "update_to_weight",
      ], format: format, output: output)
    let steps = try chosenSteps(run)
    try run.forEachStep(in: steps.lowerBound..<steps.upperBound + 1) { record in
      let pairs = rows.map { record.pair(quantity, of: $0) ?? PairSums() }
      let verdicts = test.verdicts(pairs)
      for (index, row) in rows.enumerated() {
        let sums = row.tensors.reduce(DriftSums()) { $0 + record.sums[$1] }
        let cosine = pairs[index].cosine
        let logP = cosine.map { ExactNull.logP(cosine: $0, parameters: row.parameters) / log(10) }
        try table.add([
          .integer(record.step), .integer(index), .text(row.name), .integer(row.parameters),
          .number(bounds[index]), .number(cosine), .text(verdicts[index].rawValue),
          .number(SignFlip.z(pairs[index])), .number(logP), .number(sums.gradientNorm),
          .number(sums.updateToWeightRatio),
        ])
      }
    }
  }

  private func writeSteps(_ run: RunReader, to output: OutputFile) throws {
    let table = try TableWriter(
      columns: ["step", "epoch", "loss", "accuracy", "learning_rate", "seconds"], format: format,
      output: output)
    let steps = try chosenSteps(run)
    try run.forEachStep(in: steps.lowerBound..<steps.upperBound + 1) { record in
      try table.add([
        .integer(record.step), .integer(record.epoch), .number(record.loss), .number(record.accuracy),
        .number(record.learningRate), .number(record.seconds),
      ])
    }
  }

  /// One line for each command; what a command does not set is empty.
  private func writeCommands(_ run: RunReader, to output: OutputFile) throws {
    let table = try TableWriter(
      columns: ["after_step", "time", "command", "optimizer"] + Hyperparameter.allCases.map(\.column)
        + ["lookahead", "schedule"], format: format, output: output)
    for command in try run.commands() where steps.map({ $0.contains(command.afterStep) }) ?? true {
      let (name, optimizer) = command.command.parts
      let parameters = Hyperparameter.allCases.map { parameter -> TableValue in
        guard let optimizer, optimizer.rule.hyperparameters.contains(parameter) else { return .missing }
        return .number(optimizer[parameter])
      }
      let time = Date(timeIntervalSince1970: command.time).formatted(.iso8601)
      try table.add(
        [.integer(command.afterStep), .text(time), .text(name)]
          + [optimizer.map { .text($0.rule.rawValue) } ?? .missing] + parameters + [
            optimizer?.lookahead.map { .text($0.description) } ?? .missing,
            optimizer.map { .text($0.schedule.shape.description) } ?? .missing,
          ])
    }
  }
}

extension TrainingCommand {
  /// The command's name as the recording has it, and the optimizer that it sets.
  fileprivate var parts: (name: String, optimizer: OptimizerConfiguration?) {
    switch self {
    case .pause: ("pause", nil)
    case .resume: ("resume", nil)
    case .restoreWeights: ("restoreWeights", nil)
    case .saveCheckpoint: ("saveCheckpoint", nil)
    case .setOptimizer(let configuration): ("setOptimizer", configuration)
    case .stop: ("stop", nil)
    }
  }
}

extension Hyperparameter {
  /// The column's name, such as `learning_rate`.
  fileprivate var column: String {
    rawValue.replacing(/[A-Z]/) { "_" + $0.output.lowercased() }
  }
}
