import RunModel
import Statistics
import TerminalUI

@testable import Dashboard

/// A made-up run of a real network: sums that are plain functions of step and tensor.
struct TestRun {
  var tensors = Self.resnet18
  var configuration = RunConfiguration(threads: 2)
  var dataset = "Fashion-MNIST"

  var description: RunDescription {
    RunDescription(
      configuration: configuration, dataset: dataset, images: 60_000, stepsPerEpoch: 468, tensors: tensors)
  }

  /// A state that has seen so many steps.
  func state(
    width: Int = 120, height: Int = 40, steps: Int = 100,
    capabilities: Capabilities = Capabilities(colors: .trueColor, unicode: true)
  ) -> DashboardState {
    var state = DashboardState(
      configuration: configuration, capabilities: capabilities, width: width, height: height)
    _ = state.update(.tick(now: 1000))
    _ = state.update(.training([.started(description)]))
    if steps > 0 { _ = state.update(.training((1...steps).map { .step(record($0)) })) }
    _ = state.update(.tick(now: 1754))
    return state
  }

  func record(_ step: Int) -> StepRecord {
    StepRecord(
      step: step, epoch: 1 + (step - 1) / 468, loss: 0.5 + 180 / (100 + Double(step)) + noise(step, 7) / 10,
      accuracy: 0.5, learningRate: configuration.optimizer.learningRate(step: step), seconds: 0.0885,
      sums: tensors.indices.map { sums(step, $0) })
  }

  /// The sums of gradients of rows at a step.
  func pairs(_ rows: [LayerDescription], step: Int) -> [PairSums] {
    rows.map { row in row.tensors.reduce(PairSums()) { $0 + sums(step, $1).pair } }
  }

  /// Deep tensors are mostly opposed, early ones random, a few aligned.
  func sums(_ step: Int, _ tensor: Int) -> DriftSums {
    let depth = Double(tensor) / Double(max(1, tensors.count - 1))
    let cosine = 0.12 * noise(step, tensor) - 0.2 * depth * depth + 0.02
    return DriftSums(
      dot: step == 1 ? 0 : cosine * 0.04, squaredNorm: 0.04, previousSquaredNorm: step == 1 ? 0 : 0.04,
      cross: step == 1 ? 0 : 0.0016 / Double(tensors[tensor].parameters),
      updateSquaredNorm: 1e-4, weightSquaredNorm: 4)
  }

  /// A number between −1 and 1 that depends on nothing but its arguments (SplitMix64).
  private func noise(_ a: Int, _ b: Int) -> Double {
    var z = UInt64(a) &* 0x9E37_79B9_7F4A_7C15 &+ UInt64(b) &* 0xD1B5_4A32_D192_ED03
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((z ^ (z >> 31)) >> 11) / Double(1 << 52) - 1
  }

  /// torchvision's ResNet-18 with ten classes.
  static let resnet18: [TensorDescription] = {
    var tensors: [TensorDescription] = []
    func convolution(_ name: String, _ shape: [Int]) {
      tensors.append(TensorDescription(name: name + ".weight", shape: shape))
    }
    func normalization(_ name: String, _ channels: Int) {
      tensors.append(TensorDescription(name: name + ".weight", shape: [channels]))
      tensors.append(TensorDescription(name: name + ".bias", shape: [channels]))
    }
    convolution("conv1", [64, 3, 7, 7])
    normalization("bn1", 64)
    var input = 64
    for (stage, output) in [64, 128, 256, 512].enumerated() {
      for block in 0..<2 {
        let name = "layer\(stage + 1).\(block)"
        convolution(name + ".conv1", [output, input, 3, 3])
        normalization(name + ".bn1", output)
        convolution(name + ".conv2", [output, output, 3, 3])
        normalization(name + ".bn2", output)
        if input != output {
          convolution(name + ".downsample.0", [output, input, 1, 1])
          normalization(name + ".downsample.1", output)
        }
        input = output
      }
    }
    convolution("fc", [10, 512])
    tensors.append(TensorDescription(name: "fc.bias", shape: [10]))
    return tensors
  }()
}

extension DashboardState {
  /// Presses keys given as characters.
  @discardableResult
  mutating func type(_ characters: String) -> [Effect] {
    characters.flatMap { update(.key(.character($0))) }
  }

  /// Opens the list of optimizers, moves in it and takes what is pointed at.
  @discardableResult
  mutating func choose(_ keys: String) -> [Effect] { type("o" + keys) + update(.key(.enter)) }

  /// Reports a command as applied.
  mutating func apply(_ command: TrainingCommand, afterStep step: Int) {
    _ = update(.training([.applied(command, afterStep: step)]))
  }
}

extension Buffer {
  /// Whether a text stands somewhere in one line.
  func shows(_ text: String) -> Bool { lines.contains { $0.contains(text) } }
}

/// What the terminals of the tests can show.
enum Terminals {
  static let colors = Capabilities(colors: .trueColor, unicode: true)
  static let monochrome = Capabilities(colors: .none, unicode: true)
  static let ascii = Capabilities(colors: .none, unicode: false)
  static let asciiWithColors = Capabilities(colors: .basic8, unicode: false)
  static let all = [colors, monochrome, ascii, asciiWithColors]
}
