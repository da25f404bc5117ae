import Foundation
import RunModel
import RunStore
import Statistics
import Testing

/// A run that never happened: plausible sums from a seed, any step at once.
struct SampleRun: Sendable {
  var description: RunDescription
  private let recorded: RecordedQuantities

  /// Three layers of two tensors in two blocks, and a control row.
  init(recorded: RecordedQuantities = RecordedQuantities()) {
    self.recorded = recorded
    let shapes = [
      ("conv1.weight", [8, 3, 3, 3]), ("conv1.bias", [8]), ("layer1.0.conv1.weight", [8, 8, 3, 3]),
      ("layer1.0.bn1.weight", [8]), ("layer1.0.bn1.bias", [8]), ("fc.weight", [10, 8]), ("fc.bias", [10]),
    ]
    description = RunDescription(
      configuration: RunConfiguration(recorded: recorded), dataset: "drawn shapes", images: 1000,
      stepsPerEpoch: 7,
      tensors: shapes.map { TensorDescription(name: $0.0, shape: $0.1) }
        + [TensorDescription(name: "control", shape: [1000], isControl: true)])
  }

  /// What is recorded of a step.
  func record(_ step: Int) -> StepRecord {
    var generator = SeededGenerator(seed: 7, stream: UInt64(step))
    let sums = description.tensors.map { self.sums(of: $0, step: step, &generator) }
    let others = Quantity.allCases.filter(recorded.quantities.contains).map { quantity in
      QuantitySums(
        quantity, sums: description.tensors.map { self.sums(of: $0, step: step, &generator).pair })
    }
    let lags = LagDots(
      dots: description.tensors.flatMap { _ in
        LagDots.lags.map { step > $0 ? generator.uniform(-1, 1) : .nan }
      })
    return StepRecord(
      step: step, epoch: 1 + (step - 1) / 7, loss: generator.uniform(0, 3), accuracy: generator.uniform(),
      learningRate: 0.05, seconds: generator.uniform(0, 0.2), sums: sums, others: others,
      lags: recorded.lags ? lags : nil)
  }

  private func sums(
    of tensor: TensorDescription, step: Int, _ generator: inout SeededGenerator
  ) -> DriftSums {
    let squares = (generator.uniform(0.5, 2), step == 1 ? 0 : generator.uniform(0.5, 2))
    // About as large as the bound, now this side of it, now that.
    let cosine = min(1, max(-1, 2 * generator.normal() / Double(tensor.parameters).squareRoot()))
    return DriftSums(
      dot: cosine * (squares.0 * squares.1).squareRoot(), squaredNorm: squares.0,
      previousSquaredNorm: squares.1, cross: generator.uniform(0.1, 1) / Double(tensor.parameters),
      updateSquaredNorm: generator.uniform(0, 1e-3), weightSquaredNorm: generator.uniform(1, 9))
  }

  static let machine = MachineDescription.current(versions: ["layertop": "test"])

  /// Records steps 1 to `steps`, with the commands, in a new folder in a folder of runs.
  func recorded(
    steps: Int, commands: [Int: TrainingCommand] = [:], finished: FinishReason? = .completed, in runs: String
  ) throws -> RunFolder {
    let folder = try RunFolder.create(in: runs, for: description.configuration)
    let writer = RunWriter(folder, machine: Self.machine) { Issue.record("\($0)") }
    writer.record(.started(description))
    for step in 1..<steps + 1 {
      if let command = commands[step - 1] { writer.record(.applied(command, afterStep: step - 1)) }
      writer.record(.step(record(step)))
    }
    if let finished { writer.record(.finished(finished)) }
    writer.finish()
    return folder
  }
}

/// A folder of a test's own, removed when the test lets go of it.
final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory.appendingPathComponent("layertop-\(UUID().uuidString)")
    .path

  init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Every file below a folder with its contents.
  static func contents(of folder: String) -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      contents[name] = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
    }
    return contents
  }
}
