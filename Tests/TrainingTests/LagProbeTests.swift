import Datasets
import Foundation
import RunModel
import Statistics
import Testing

@testable import NeuralNetwork
@testable import Training

struct LagProbeTests {
  /// A run of 80 steps whose gradients are kept: estimates against the dot products themselves.
  @Test func estimatesAgreeWithExactLags() throws {
    try compare(
      RunConfiguration(
        network: NetworkConfiguration(.lenet5), optimizer: OptimizerConfiguration(rule: .momentum),
        batchSize: 8, threads: 2, recorded: RecordedQuantities(lags: true)),
      try DatasetCatalog().load(.synthetic, split: .test))
  }

  /// The same at full size, on images: `LAYERTOP_LAGS` is the data folder with CIFAR-10. It takes 4 GB.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["LAYERTOP_LAGS"] != nil))
  func estimatesAgreeWithExactLagsOfResNet18() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["LAYERTOP_LAGS"])
    try compare(
      RunConfiguration(
        network: NetworkConfiguration(.resnet18, stem: .imagenet),
        optimizer: OptimizerConfiguration(rule: .momentum), threads: 2,
        recorded: RecordedQuantities(lags: true)),
      try DatasetCatalog(dataDirectory: folder).load(.cifar10))
  }

  private func compare(_ configuration: RunConfiguration, _ images: ImageDataset) throws {
    let trainer = try Trainer(configuration, dataset: images)
    var history: [[[Float]]] = []
    var cosines = LagCosines(trainer.description.tensors)
    var errors: [Double] = []
    var scores: [Double] = []
    for step in 1...80 {
      let record = try trainer.step()
      history.append(try trainer.network.parameters.map { try $0.readGradient(parity: (step - 1) & 1) })
      if history.count > 65 { history[step - 66] = [] }
      cosines.add(record)
      guard step.isMultiple(of: 4) else { continue }
      for (index, tensor) in trainer.description.tensors.enumerated() {
        for (slot, lag) in LagDots.lags.enumerated() {
          let estimate = cosines.estimate(of: [index], lag: slot)
          guard lag < step else {
            #expect(record.lags?.dot(tensor: index, lag: slot).isNaN == true)
            #expect(estimate == nil)
            continue
          }
          let exact = cosine(history[step - 1][index], history[step - 1 - lag][index])
          guard let estimate, let exact else {
            #expect(estimate == nil && exact == nil)
            continue
          }
          if tensor.parameters <= LagDots.buckets {
            #expect(estimate.standardError == 0)
            #expect(abs(estimate.cosine - exact) < 1e-6)
          } else {
            #expect(estimate.standardError > 0 && estimate.standardError < 0.05)
            errors.append(estimate.cosine - exact)
            scores.append((estimate.cosine - exact) / estimate.standardError)
          }
        }
      }
    }
    #expect(scores.count > 250)
    // The stated error is a bound; with few segments the true one is a little smaller.
    let meanSquare = scores.reduce(0) { $0 + $1 * $1 } / Double(scores.count)
    #expect(meanSquare > 0.1 && meanSquare < 1.3, "\(meanSquare)")
    #expect(scores.allSatisfy { abs($0) < 5 })
    let magnitudes = errors.map(abs).sorted()
    print(
      """
      \(trainer.description.tensors.count) tensors, \(errors.count) lag cosines from sketches: error \
      \(magnitudes[magnitudes.count / 2]) at the median, \(magnitudes.last ?? 0) at most; in stated errors \
      \(meanSquare.squareRoot()) root mean square, \(scores.map(abs).max() ?? 0) at most
      """)
  }

  private func cosine(_ a: [Float], _ b: [Float]) -> Double? {
    var sums = PairSums()
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        for index in a.indices {
          let (x, y) = (Double(a[index]), Double(b[index]))
          sums.dot += x * y
          sums.squaredNorm += x * x
          sums.otherSquaredNorm += y * y
        }
      }
    }
    return sums.cosine
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
