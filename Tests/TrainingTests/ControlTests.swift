import Datasets
import NeuralNetwork
import RunModel
import Statistics
import Testing

@testable import Training

struct ControlTests {
  private static let dataset = Result { try DatasetCatalog().load(.synthetic, split: .test) }

  private func trainer(_ recorded: RecordedQuantities, threads: Int = 2, seed: UInt64 = 1) throws -> Trainer {
    try Trainer(
      RunConfiguration(
        network: NetworkConfiguration(.mlp, hiddenWidths: [8]), batchSize: 4, seed: seed, threads: threads,
        recorded: recorded), dataset: Self.dataset.get())
  }

  @Test func standsLastAndBelongsToNoNetwork() throws {
    let trainer = try trainer(RecordedQuantities(quantities: [.update, .mean], control: 3000))
    let control = try #require(trainer.description.tensors.last)
    #expect(control == TensorDescription(name: "control", shape: [3000], isControl: true))
    #expect(trainer.description.tensors.count == trainer.network.parameters.count + 1)
    #expect(!trainer.network.parameters.contains { $0.description.isControl })
    let first = try trainer.step()
    let second = try trainer.step()
    #expect(first.sums.count == 5 && first.sums[4].cosine == nil)
    #expect(second.sums[4].cosine != nil)
    #expect(second.sums[4].updateSquaredNorm == 0 && second.sums[4].weightSquaredNorm == 0)
    #expect(second.sums[4].previousSquaredNorm == first.sums[4].squaredNorm)
    #expect(second.others[0].sums[4] == PairSums())
    #expect(second.others[1].sums[4].cosine != nil)
  }

  /// n·cos² has the mean 1 under the null and nearly the variance 2; consecutive steps are independent.
  @Test(arguments: [50, 5000])
  func isPureNoise(n: Int) throws {
    let steps = 400
    let trainer = try trainer(RecordedQuantities(quantities: [.mean], control: n))
    var squares = (gradient: 0.0, mean: 0.0)
    var sum = 0.0
    for _ in 0...steps {
      let record = try trainer.step()
      guard let cosine = record.sums.last?.cosine, let mean = record.others[0].sums.last?.cosine else {
        continue
      }
      sum += cosine
      squares.gradient += Double(n) * cosine * cosine
      squares.mean += Double(n) * mean * mean
    }
    let deviation = (2 / Double(steps)).squareRoot()
    #expect(abs(squares.gradient / Double(steps) - 1) < 4 * deviation)
    #expect(abs(squares.mean / Double(steps) - 1) < 4 * deviation)
    #expect(abs(sum / Double(steps)) < 4 / (Double(n) * Double(steps)).squareRoot())
  }

  @Test func dependsOnTheSeedAndTheStepAlone() throws {
    func control(threads: Int, seed: UInt64) throws -> [DriftSums] {
      let trainer = try trainer(RecordedQuantities(control: 100_001), threads: threads, seed: seed)
      return try (0..<3).map { _ in try trainer.step().sums[4] }
    }
    let one = try control(threads: 1, seed: 1)
    #expect(try control(threads: 3, seed: 1) == one)
    #expect(try control(threads: 1, seed: 2) != one)
    #expect(Set(one.map(\.squaredNorm)).count == 3)
  }
}
