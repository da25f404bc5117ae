import Foundation
import RunModel
import Statistics
import Testing

@testable import NeuralNetwork
@testable import Training

/// A narrow ResNet-18 against PyTorch in float64: the same weights, six batches, learning rate 0.
struct NetworkParityTests {
  struct Reference: Decodable {
    struct Tensor: Decodable {
      var name: String
      var shape: [Int]
    }
    struct Step: Decodable {
      var key: Int
      var loss: Double
      /// Σ g² per tensor.
      var squares: [Double]
      /// cos per tensor; null at the first step.
      var cosines: [Double]?
    }
    var width: Int
    var batch: Int
    var tensors: [Tensor]
    var steps: [Step]
    /// Per tensor a few [index, value] of the first gradient.
    var probesOfFirstGradient: [[[Double]]]
  }

  private func reference(_ stem: Stem) throws -> (run: Reference, network: Network) {
    let run: Reference = try fixture("resnet_\(stem.rawValue)")
    var specification = Network.Specification(network: NetworkConfiguration(stem: stem), batchSize: run.batch)
    specification.width = run.width
    let network = try Network(specification, threads: 2)
    for (k, parameter) in network.parameters.enumerated() {
      try parameter.write(
        FixtureFormula.parameter(k, name: parameter.description.name, shape: parameter.description.shape))
    }
    return (run, network)
  }

  private func load(_ step: Reference.Step, _ network: Network) {
    let images = FixtureFormula.images(key: step.key, batch: network.batchSize)
    for (index, value) in images.enumerated() { network.images[index] = value }
    let labels = FixtureFormula.labels(key: step.key, batch: network.batchSize)
    for (index, label) in labels.enumerated() { network.labels[index] = Int32(label) }
  }

  @Test(arguments: Stem.allCases)
  func namesAndShapesAreTorchvisions(stem: Stem) throws {
    let (run, network) = try reference(stem)
    #expect(network.parameters.map(\.description.name) == run.tensors.map(\.name))
    #expect(network.parameters.map(\.description.shape) == run.tensors.map(\.shape))
  }

  @Test(arguments: Stem.allCases)
  func lossAndCosinesAgree(stem: Stem) throws {
    let (run, network) = try reference(stem)
    let probe = GradientProbe(network.parameters)
    let rule = OptimizerConfiguration(rule: .sgd, learningRate: 0).optimizer(step: 1)
    let memory = OptimizerMemory(for: network.parameters, quantities: [])
    for (index, step) in run.steps.enumerated() {
      load(step, network)
      try network.forward()
      try network.backward(parity: index & 1)
      let sums = probe.sweep(rule, memory: memory, parity: index & 1, step: index + 1).sums
      #expect(abs(network.meanLoss / step.loss - 1) < 1e-6)
      for (tensor, sum) in sums.enumerated() {
        let name = run.tensors[tensor].name
        #expect(abs(sum.squaredNorm / step.squares[tensor] - 1) < 1e-4, "\(name)")
        if let cosines = step.cosines {
          let cosine = try #require(sum.cosine)
          #expect(abs(cosine - cosines[tensor]) < 1e-4, "\(name) at step \(index + 1)")
        } else {
          #expect(sum.cosine == nil)
        }
      }
    }
  }

  /// Elements of the gradients themselves, so that an error of order, which no sum would show, is found.
  @Test(arguments: Stem.allCases)
  func gradientsAgreeElementByElement(stem: Stem) throws {
    let (run, network) = try reference(stem)
    load(run.steps[0], network)
    try network.forward()
    try network.backward(parity: 0)
    for (tensor, probes) in run.probesOfFirstGradient.enumerated() {
      let gradient = try network.parameters[tensor].readGradient(parity: 0)
      let rms = (run.steps[0].squares[tensor] / Double(gradient.count)).squareRoot()
      for probe in probes {
        let value = Double(gradient[Int(probe[0])])
        #expect(abs(value - probe[1]) < 1e-4 * rms, "\(run.tensors[tensor].name)[\(Int(probe[0]))]")
      }
    }
  }

  /// Thirty steps on one batch, which any network that trains learns by heart.
  @Test(arguments: Stem.allCases)
  func learnsABatch(stem: Stem) throws {
    let (run, network) = try reference(stem)
    load(run.steps[0], network)
    let probe = GradientProbe(network.parameters)
    let rule = OptimizerConfiguration(rule: .sgd, learningRate: 0.05).optimizer(step: 1)
    let memory = OptimizerMemory(for: network.parameters, quantities: [])
    for step in 0..<30 {
      try network.forward()
      try network.backward(parity: step & 1)
      _ = probe.sweep(rule, memory: memory, parity: step & 1, step: step + 1)
    }
    #expect(network.meanLoss < 0.3 * run.steps[0].loss)
    #expect(network.accuracy > 0.9)
  }

  @Test(arguments: Stem.allCases)
  func runningStatisticsAgree(stem: Stem) throws {
    let (run, network) = try reference(stem)
    for step in run.steps {
      load(step, network)
      try network.forward()
    }
    // Plain decoding: the keys are the tensors' names, which must not be rewritten.
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/resnet_\(stem.rawValue)", withExtension: "json"))
    let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any]
    let sums = try #require(object?["sums_of_running_statistics"] as? [String: Double])
    #expect(Set(sums.keys) == Set(network.runningStatistics.map(\.name)))
    for statistic in network.runningStatistics {
      let sum = statistic.values.reduce(0) { $0 + Double($1) }
      let scale = statistic.values.reduce(0) { $0 + abs(Double($1)) }
      #expect(abs(sum - sums[statistic.name]!) < 1e-5 * scale, "\(statistic.name)")
    }
  }
}
