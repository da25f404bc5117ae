import Foundation
import RunModel
import RunStore
import Statistics

/// A run of two layers, recorded in a folder of its own that is removed with it.
final class RecordedSample {
  static let hostile = "fc\u{1B}[31m,\"x\"<b>"
  let folder: String
  let reader: RunReader

  /// Records steps whose cosines are 0.9, 0 and −0.9 in turn, with a change of optimizer after step 10.
  ///
  /// With `branchedAfter` the run is the branch of another after so many steps, and has only its own; its last tensor
  /// never has a cosine with `hasUndefinedRow`.
  init(steps: Int = 30, branchedAfter parentStep: Int = 0, hasUndefinedRow: Bool = false) throws {
    folder = NSTemporaryDirectory() + "layertop-export-\(UUID().uuidString)"
    let tensors = [
      TensorDescription(name: "conv1.weight", shape: [10, 10]),
      TensorDescription(name: "layer1.0.downsample.0.weight", shape: [100]),
      TensorDescription(name: Self.hostile + ".weight", shape: [50]),
      TensorDescription(name: Self.hostile + ".bias", shape: [50]),
    ]
    let description = RunDescription(
      configuration: RunConfiguration(), dataset: "CIFAR-10", images: 5085, stepsPerEpoch: 39,
      tensors: tensors)
    let run = try RunFolder.create(in: folder, name: "sample", for: description.configuration)
    let parent = parentStep > 0 ? RunParent(run: "parent", step: parentStep) : nil
    let writer = RunWriter(run, machine: .current(versions: [:]), parent: parent) { error in
      preconditionFailure("the sample cannot be recorded: \(error)")
    }
    writer.record(.started(description))
    func change() {
      let momentum = OptimizerConfiguration(rule: .momentum, learningRate: 0.01)
      writer.record(.applied(.setOptimizer(momentum), afterStep: max(parentStep, 10)))
    }
    if parentStep >= 10 { change() }
    for step in parentStep + 1...parentStep + steps {
      var record = Self.record(step, tensors: tensors.count)
      if hasUndefinedRow { record.sums[1].squaredNorm = 0 }
      writer.record(.step(record))
      if step == 10 { change() }
    }
    writer.record(.finished(.completed))
    writer.finish()
    reader = try RunReader(path: run.path)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The cosine of every row at a step; nil at the first.
  static func cosine(_ step: Int) -> Double? { step == 1 ? nil : [0.9, 0, -0.9][step % 3] }

  private static func record(_ step: Int, tensors: Int) -> StepRecord {
    let dot = cosine(step) ?? 0
    let sums = DriftSums(
      dot: dot, squaredNorm: 1, previousSquaredNorm: step == 1 ? 0 : 1, cross: dot * dot / 100,
      updateSquaredNorm: 1, weightSquaredNorm: 100)
    return StepRecord(
      step: step, epoch: 1, loss: step == 5 ? .nan : 1.0 / 3, accuracy: 0.5, learningRate: 0.05,
      seconds: 0.1,
      sums: Array(repeating: sums, count: tensors))
  }

  /// The path of a name in the folder.
  func path(_ name: String) -> String { folder + "/" + name }

  /// What a file holds.
  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }
}
