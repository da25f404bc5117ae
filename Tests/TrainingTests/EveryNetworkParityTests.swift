import RunModel
import Testing

@testable import NeuralNetwork

/// Every network, narrow, against PyTorch in float64 on the same weights and batch.
struct EveryNetworkParityTests {
  @Test(arguments: NetworkFixture.names)
  func lossAndGradientsAgree(name: String) throws {
    let fixture: NetworkFixture = try fixture("network_\(name)")
    let network = try fixture.planned()
    let tensors = network.parameters.map { parameter in
      let shape = parameter.description.shape.map(String.init).joined(separator: ",")
      return "\(parameter.description.name) \(shape)"
    }
    #expect(tensors == fixture.tensors)
    try network.forward()
    try network.backward(parity: 1)
    #expect(abs(network.meanLoss / fixture.loss - 1) < 1e-5)

    let gradients = try network.parameters.map { try $0.readGradient(parity: 1).map(Double.init) }
    for (tensor, gradient) in gradients.enumerated() {
      let square = gradient.reduce(0) { $0 + $1 * $1 }
      // A bias before a batch normalisation has no gradient but rounding, be it right before or, where all that is
      // between happens to be linear, far away.
      if fixture.squares[tensor] < 1e-20 {
        #expect(square < 1e-8, "\(fixture.tensors[tensor])")
        continue
      }
      #expect(!network.parameters[tensor].description.hasNoEffect, "\(fixture.tensors[tensor])")
      #expect(abs(square / fixture.squares[tensor] - 1) < 2e-3, "\(fixture.tensors[tensor])")
    }
    for probe in fixture.probes {
      let (tensor, index) = (Int(probe[0]), Int(probe[1]))
      guard fixture.squares[tensor] > 1e-20 else { continue }
      let rms = (fixture.squares[tensor] / Double(gradients[tensor].count)).squareRoot()
      #expect(abs(gradients[tensor][index] - probe[2]) < 2e-3 * rms, "\(fixture.tensors[tensor])[\(index)]")
    }
  }

  /// A network that has no fixture has no proof.
  @Test func everyNetworkHasAFixture() throws {
    let covered = try NetworkFixture.names.map { name -> NetworkName in
      let fixture: NetworkFixture = try fixture("network_\(name)")
      return fixture.network
    }
    #expect(Set(covered) == Set(NetworkName.allCases))
  }
}
