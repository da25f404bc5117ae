import RunModel
import Statistics

@testable import Experiment

/// Runs whose cosines are chosen.
enum SampleRuns {
  /// A residual network in small, in torchvision's names: 10 layers in five blocks, of 100 parameters a tensor.
  static let tensors: [TensorDescription] =
    [
      "conv1.weight", "bn1.weight", "bn1.bias", "layer1.0.conv1.weight", "layer1.0.bn1.weight",
      "layer1.0.conv2.weight", "layer1.0.bn2.weight", "layer2.0.conv1.weight", "layer2.0.bn1.weight",
      "layer2.0.conv2.weight", "layer2.0.bn2.weight", "layer2.0.downsample.0.weight",
      "layer2.0.downsample.1.weight", "fc.weight", "fc.bias",
    ].map {
      TensorDescription(name: $0, shape: $0.contains("conv") || $0.hasPrefix("fc.w") ? [10, 10] : [100])
    }

  /// A run in which every tensor has the cosine that `cosine` gives for its name at each step from the second on; nil:
  /// none.
  static func run(
    _ rule: OptimizerRule = .sgd, seed: UInt64 = 1, steps: Int = 20, network: NetworkName = .resnet18,
    stem: Stem = .imagenet, name: String = "run", identity: DatasetIdentity? = nil,
    changing change: (inout RunConfiguration) -> Void = { _ in }, cosine: (String, Int) -> Double?
  ) -> RunDigest {
    var configuration = RunConfiguration(
      network: NetworkConfiguration(network, stem: stem), optimizer: OptimizerConfiguration(rule: rule),
      seed: seed)
    change(&configuration)
    let description = RunDescription(
      configuration: configuration, dataset: "CIFAR-10", images: 5085, stepsPerEpoch: 39, tensors: tensors,
      identity: identity)
    var digest = RunDigest(name: name, description: description, steps: steps)
    for step in 1...steps {
      let sums = tensors.map { tensor in
        let dot = step == 1 ? nil : cosine(tensor.name, step)
        return DriftSums(
          dot: dot ?? 0, squaredNorm: 1, previousSquaredNorm: dot == nil ? 0 : 1, cross: (dot ?? 0) * (dot ?? 0) / 100,
          updateSquaredNorm: 1, weightSquaredNorm: 1)
      }
      digest.add(
        StepRecord(
          step: step, epoch: 1, loss: 2, accuracy: 0.25, learningRate: 0.05, seconds: 0.1, sums: sums))
    }
    return digest
  }

  /// Three seeds in which layers near the output and on skip connections are opposed, the others random.
  static func paperLike(_ rule: OptimizerRule) -> [RunDigest] {
    (1...3).map { seed in
      run(rule, seed: seed) { name, step in
        let isNear = name.hasPrefix("fc") || name.contains("downsample") || name.hasPrefix("layer2.0.bn2")
        return isNear && step % 10 != Int(seed) ? -0.5 : 0.01
      }
    }
  }
}
