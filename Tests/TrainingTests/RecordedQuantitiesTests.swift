import Datasets
import Foundation
import RunModel
import Statistics
import Testing

@testable import NeuralNetwork
@testable import Training

struct RecordedQuantitiesTests {
  private static let dataset = Result { try DatasetCatalog().load(.synthetic, split: .test) }

  private func trainer(
    _ recorded: RecordedQuantities,
    optimizer: OptimizerConfiguration = OptimizerConfiguration(rule: .momentum),
    hidden: [Int] = [40, 30]
  ) throws -> Trainer {
    try Trainer(
      RunConfiguration(
        network: NetworkConfiguration(.mlp, hiddenWidths: hidden), optimizer: optimizer, batchSize: 16,
        threads: 2, recorded: recorded), dataset: Self.dataset.get())
  }

  /// cos(u_t, u_{t−1}), cos(g_t, m_{t−1}) and cos(g_t, u_t) from weights and gradients read off the network.
  @Test(arguments: [
    OptimizerConfiguration(rule: .momentum), OptimizerConfiguration(rule: .adamw),
    OptimizerConfiguration(rule: .sgd, lookahead: Lookahead(steps: 2)),
  ])
  func agreeWithTwinsInDoublePrecision(optimizer: OptimizerConfiguration) throws {
    let beta = 0.7
    let trainer = try trainer(
      RecordedQuantities(quantities: [.update, .mean, .descent], beta: beta), optimizer: optimizer)
    let parameters = trainer.network.parameters
    var weights = try parameters.map { try $0.read() }
    var means = weights.map { $0.map { _ in 0.0 } }
    var updates = means
    for step in 1...6 {
      let record = try trainer.step()
      #expect(record.others.map(\.quantity) == [.update, .mean, .descent])
      for (index, parameter) in parameters.enumerated() {
        let gradient = try parameter.readGradient(parity: (step - 1) & 1).map(Double.init)
        let after = try parameter.read()
        let update = zip(after, weights[index]).map { Double($0 - $1) }
        let twins = [
          pair(update, updates[index]), pair(gradient, means[index]), pair(gradient, update),
        ]
        for (other, twin) in zip(record.others, twins) {
          expectEqual(other.sums[index], twin, other.quantity)
        }
        weights[index] = after
        updates[index] = update
        means[index] = zip(means[index], gradient).map { beta * $0 + (1 - beta) * $1 }
      }
    }
  }

  private func pair(_ a: [Double], _ b: [Double]) -> PairSums {
    var sums = PairSums()
    for (x, y) in zip(a, b) {
      sums.dot += x * y
      sums.squaredNorm += x * x
      sums.otherSquaredNorm += y * y
      sums.cross += x * y * (x * y)
    }
    return sums
  }

  private func expectEqual(_ a: PairSums, _ b: PairSums, _ quantity: Quantity) {
    // The mean is kept in single precision; a dot product may cancel.
    let tolerance = quantity == .mean ? 1e-6 : 1e-10
    let scale = (b.squaredNorm * b.otherSquaredNorm).squareRoot()
    #expect(abs(a.dot - b.dot) <= tolerance * scale, "\(quantity)")
    #expect(abs(a.squaredNorm - b.squaredNorm) <= tolerance * b.squaredNorm, "\(quantity)")
    #expect(abs(a.otherSquaredNorm - b.otherSquaredNorm) <= tolerance * b.otherSquaredNorm, "\(quantity)")
    #expect(abs(a.cross - b.cross) <= 2 * tolerance * b.cross, "\(quantity)")
  }

  @Test func plainDescentGoesAgainstTheGradient() throws {
    let trainer = try trainer(
      RecordedQuantities(quantities: [.descent, .update]), optimizer: OptimizerConfiguration())
    let first = try trainer.step()
    #expect(first.others[0].sums.allSatisfy { $0.cosine == nil })
    #expect(first.others[1].sums.allSatisfy { ($0.cosine ?? 0) < -0.9999 })
    // u = −η·g: its direction changes as the gradient's does.
    let second = try trainer.step()
    for (update, sums) in zip(second.others[0].sums, second.sums) {
      #expect(abs((update.cosine ?? 2) - (sums.cosine ?? -2)) < 1e-3)
    }
  }

  /// Not a bit of the run is changed by what is recorded.
  @Test func recordingChangesNothing() throws {
    let bare = try trainer(RecordedQuantities())
    let full = try trainer(
      RecordedQuantities(quantities: Set(Quantity.allCases), lags: true, control: 5000))
    for _ in 0..<4 {
      let (a, b) = (try bare.step(), try full.step())
      #expect(a.loss == b.loss)
      #expect(a.sums == Array(b.sums.dropLast()))
      #expect(a.others.isEmpty && a.lags == nil)
      #expect(b.others.count == 3 && b.lags != nil)
    }
    let weights = try bare.network.parameters.map { try $0.read() }
    #expect(try full.network.parameters.map { try $0.read() } == weights)
  }
}
