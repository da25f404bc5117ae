import Testing

/// What Swift computes by the formula is what the fixtures were made from.
@Suite struct FixtureFormulaTests {
  private struct Run: Decodable {
    struct Step: Decodable {
      var learningRate: Double
      var parameters: [Double]?
    }

    var count: Int
    var steps: [Step]
  }

  private struct Network: Decodable {
    struct Tensor: Decodable {
      var name: String
      var shape: [Int]
      var initialProbes: [Double]
    }

    struct Step: Decodable {
      var key: Int
      var lastImageValue: Double
      var labels: [Int]
    }

    var batch: Int
    var tensors: [Tensor]
    var steps: [Step]
  }

  @Test(arguments: ["resnet_imagenet", "resnet_cifar"])
  func givesTheNetworksOfPython(name: String) throws {
    let network: Network = try fixture(name)
    #expect(network.tensors.count == 62)
    for (k, tensor) in network.tensors.enumerated() {
      let values = FixtureFormula.parameter(k, name: tensor.name, shape: tensor.shape)
      #expect([values.first, values.last].map { Double($0!) } == tensor.initialProbes, "\(tensor.name)")
    }
    for step in network.steps {
      let image = FixtureFormula.images(key: step.key, batch: network.batch)
      #expect(Double(image.last!) == step.lastImageValue)
      #expect(FixtureFormula.labels(key: step.key, batch: network.batch) == step.labels)
    }
  }

  @Test func givesTheGradientsOfPython() throws {
    let runs: [String: Run] = try fixture("optimizers")
    let run = try #require(runs["sgd 0"])
    let parameters = FixtureFormula.optimizerValues(FixtureFormula.optimizer, count: run.count)
    let gradients = FixtureFormula.optimizerValues(FixtureFormula.optimizer + 1, count: run.count)
    let expected = try #require(run.steps[0].parameters)
    #expect(expected.count == run.count)
    for ((parameter, gradient), value) in zip(zip(parameters, gradients), expected) {
      #expect(abs(Double(parameter) - run.steps[0].learningRate * Double(gradient) - value) < 1e-9)
    }
  }
}
