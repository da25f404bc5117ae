import NeuralNetwork
import Optimizers
import RunModel
import Statistics
import Testing

@testable import Training

/// The fused sweep on gradients that tests set, against sums taken one by one in double precision.
struct GradientProbeTests {
  /// Tensors of 1 to ten million parameters.
  @Test(arguments: [1, 13, 3255])
  func agreesWithANaiveTwin(width: Int) throws {
    let (network, probe, memory) = try sweep(width: width)
    let optimizer = OptimizerConfiguration(rule: .momentum).optimizer(step: 1)
    fill(network, parity: 0) { Float($0 % 31) - 15 + 0.25 }
    _ = probe.sweep(optimizer, memory: memory, parity: 0, step: 1)
    fill(network, parity: 1) { Float($0 % 37) - 18 }
    let record = probe.sweep(optimizer, memory: memory, parity: 1, step: 2)
    for (parameter, sums) in zip(network.parameters, record.sums) {
      let twin = naive(parameter)
      #expect(abs(sums.dot - twin.dot) <= 1e-6 * (twin.squaredNorm * twin.otherSquaredNorm).squareRoot())
      #expect(abs(sums.squaredNorm - twin.squaredNorm) <= 1e-6 * twin.squaredNorm)
      #expect(abs(sums.previousSquaredNorm - twin.otherSquaredNorm) <= 1e-6 * twin.otherSquaredNorm)
      #expect(abs(sums.cross - twin.cross) <= 1e-6 * twin.cross)
    }
  }

  /// Squares of 1e30 and of denormals leave the range of a float, not that of the sums.
  @Test(arguments: [Float(1e30), 0x1p-130, 0])
  func keepsExtremes(value: Float) throws {
    let (network, probe, memory) = try sweep(width: 5)
    let optimizer = OptimizerConfiguration(learningRate: 0).optimizer(step: 1)
    for (step, parity) in [(1, 0), (2, 1)] {
      fill(network, parity: parity) { $0.isMultiple(of: 2) ? value : -value }
      let record = probe.sweep(optimizer, memory: memory, parity: parity, step: step)
      guard step == 2 else { continue }
      for (parameter, sums) in zip(network.parameters, record.sums) {
        let square = Double(value) * Double(value)
        let n = Double(parameter.storageCount)
        #expect(abs(sums.squaredNorm - n * square) <= 1e-6 * n * square)
        #expect(abs(sums.cross - n * square * square) <= 1e-6 * n * square * square)
        #expect(value == 0 ? sums.cosine == nil : abs((sums.cosine ?? 0) - 1) < 1e-12)
      }
    }
  }

  /// What is not finite makes its own tensor undefined, and no other.
  @Test(arguments: [Float.nan, .infinity])
  func whatIsNotFiniteIsUndefined(value: Float) throws {
    let (network, probe, memory) = try sweep(width: 5)
    let optimizer = OptimizerConfiguration(learningRate: 0).optimizer(step: 1)
    fill(network, parity: 0) { _ in 1 }
    fill(network, parity: 1) { _ in 1 }
    _ = probe.sweep(optimizer, memory: memory, parity: 0, step: 1)
    network.parameters[0].gradient(parity: 1)[3] = value
    let record = probe.sweep(optimizer, memory: memory, parity: 1, step: 2)
    #expect(record.sums[0].cosine == nil)
    #expect(record.sums.dropFirst().allSatisfy { $0.cosine != nil })
  }

  @Test func afterForgettingThereIsNoPast() throws {
    let recorded = RecordedQuantities(quantities: Set(Quantity.allCases), lags: true, control: 100)
    let (network, probe, memory) = try sweep(width: 5, recorded: recorded)
    let optimizer = OptimizerConfiguration(learningRate: 0.1).optimizer(step: 1)
    fill(network, parity: 0) { Float($0 % 7) + 1 }
    fill(network, parity: 1) { Float($0 % 5) + 1 }
    for step in 1...4 {
      if step == 3 { probe.forget() }
      let record = probe.sweep(optimizer, memory: memory, parity: (step - 1) & 1, step: step)
      let isFirst = step == 1 || step == 3
      #expect(record.sums.allSatisfy { ($0.cosine == nil) == isFirst })
      #expect(record.others[0].sums.dropLast().allSatisfy { ($0.cosine == nil) == isFirst })
      #expect(record.others[1].sums.allSatisfy { ($0.cosine == nil) == isFirst })
      #expect(record.others[2].sums.dropLast().allSatisfy { $0.cosine != nil })
      #expect(record.lags?.dot(tensor: 0, lag: 0).isNaN == isFirst)
    }
  }

  /// A network of which only the parameters are used.
  private func sweep(width: Int, recorded: RecordedQuantities = RecordedQuantities()) throws -> (
    Network, GradientProbe, OptimizerMemory
  ) {
    let network = try Network(
      Network.Specification(network: NetworkConfiguration(.mlp, hiddenWidths: [width]), batchSize: 1),
      threads: 2)
    let memory = OptimizerMemory(
      for: network.parameters, quantities: OptimizerConfiguration(rule: .momentum).state)
    return (network, GradientProbe(network.parameters, recorded: recorded), memory)
  }

  private func fill(_ network: Network, parity: Int, _ value: (Int) -> Float) {
    for parameter in network.parameters {
      let gradient = parameter.gradient(parity: parity)
      for index in 0..<parameter.storageCount { gradient[index] = value(index) }
    }
  }

  private func naive(_ parameter: Parameter) -> PairSums {
    let (g, p) = (parameter.gradient(parity: 1), parameter.gradient(parity: 0))
    var sums = PairSums()
    for index in 0..<parameter.storageCount {
      let (a, b) = (Double(g[index]), Double(p[index]))
      sums.dot += a * b
      sums.squaredNorm += a * a
      sums.otherSquaredNorm += b * b
      sums.cross += (a * b) * (a * b)
    }
    return sums
  }
}
