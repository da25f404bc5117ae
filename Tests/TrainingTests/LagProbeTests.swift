import Datasets
import NeuralNetwork
import RunModel
import Statistics
import Testing

@testable import Training

struct LagProbeTests {
  /// A run of 80 steps whose gradients are kept: every estimate against the dot product itself.
  @Test func estimatesAgreeWithExactLags() throws {
    let trainer = try Trainer(
      RunConfiguration(
        network: NetworkConfiguration(.mlp, hiddenWidths: [24, 60]),
        optimizer: OptimizerConfiguration(rule: .momentum), batchSize: 8, threads: 2,
        recorded: RecordedQuantities(lags: true)),
      dataset: try DatasetCatalog().load(.synthetic, split: .test))
    let parameters = trainer.network.parameters
    var history: [[[Float]]] = []
    var cosines = LagCosines(trainer.description.tensors)
    var scores: [Double] = []
    for step in 1...80 {
      let record = try trainer.step()
      history.append(try parameters.map { try $0.readGradient(parity: (step - 1) & 1) })
      cosines.add(record)
      for (index, parameter) in parameters.enumerated() {
        for (slot, lag) in LagDots.lags.enumerated() {
          guard lag < step else {
            #expect(record.lags?.dot(tensor: index, lag: slot).isNaN == true)
            #expect(cosines.estimate(of: [index], lag: slot) == nil)
            continue
          }
          let exact = cosine(history[step - 1][index], history[step - 1 - lag][index])
          let estimate = try #require(cosines.estimate(of: [index], lag: slot))
          if parameter.description.parameters <= LagDots.buckets {
            #expect(estimate.standardError == 0)
            #expect(abs(estimate.cosine - exact) < 1e-6)
          } else {
            #expect(estimate.standardError > 0 && estimate.standardError < 0.05)
            scores.append((estimate.cosine - exact) / estimate.standardError)
          }
        }
      }
    }
    #expect(scores.count > 500)
    // The stated error is a bound; with few segments the true one is a little smaller.
    let meanSquare = scores.reduce(0) { $0 + $1 * $1 } / Double(scores.count)
    #expect(meanSquare > 0.1 && meanSquare < 1.3)
    #expect(scores.allSatisfy { abs($0) < 5 })
  }

  private func cosine(_ a: [Float], _ b: [Float]) -> Double {
    var sums = PairSums()
    for (x, y) in zip(a, b) {
      sums.dot += Double(x) * Double(y)
      sums.squaredNorm += Double(x) * Double(x)
      sums.otherSquaredNorm += Double(y) * Double(y)
    }
    return sums.cosine ?? .nan
  }

  /// Rows that are no multiple of anything, on one thread and on three.
  @Test func doesNotDependOnThreads() throws {
    func lags(threads: Int) throws -> [[Double]] {
      let trainer = try Trainer(
        RunConfiguration(
          network: NetworkConfiguration(.mlp, hiddenWidths: [1]), batchSize: 4, threads: threads,
          recorded: RecordedQuantities(lags: true, control: 70_003)),
        dataset: try DatasetCatalog().load(.synthetic, split: .test))
      return try (0..<4).map { _ in
        let record = try trainer.step()
        return Array((record.lags?.dots ?? []).suffix(LagDots.lags.count))
      }
    }
    let one = try lags(threads: 1)
    let three = try lags(threads: 3)
    #expect(one.map { $0.map(\.bitPattern) } == three.map { $0.map(\.bitPattern) })
    #expect(one[3][0].isFinite && one[3][1].isFinite && one[3][2].isNaN)
  }
}
