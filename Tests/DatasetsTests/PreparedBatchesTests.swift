import RunModel
import Testing

@testable import Datasets

@Suite struct PreparedBatchesTests {
  private let dataset = SyntheticShapes(seed: 3, trainingImages: 21, testImages: 1).dataset(.training)

  private func sampler(seed: UInt64 = 1, order: SampleOrder = .shuffled) throws -> BatchSampler {
    try BatchSampler(count: dataset.count, batchSize: 5, order: order, seed: seed)
  }

  private func batches(_ augmentation: Augmentation = .none, seed: UInt64 = 1) throws -> PreparedBatches {
    try PreparedBatches(of: dataset, sampler: sampler(seed: seed), augmentation: augmentation)
  }

  /// The next batch as arrays.
  private func take(_ batches: PreparedBatches) -> (pixels: [Float], classes: [Int32]) {
    var pixels = [Float](repeating: .nan, count: 5 * 3072)
    var classes = [Int32](repeating: -1, count: 5)
    pixels.withUnsafeMutableBufferPointer { pixels in
      classes.withUnsafeMutableBufferPointer { classes in batches.take(pixels: pixels, classes: classes) }
    }
    return (pixels, classes)
  }

  @Test("batches are the sampler's, in its order, over epochs", arguments: SampleOrder.allCases)
  func order(order: SampleOrder) throws {
    var sampler = try sampler(order: order)
    let batches = PreparedBatches(of: dataset, sampler: sampler)
    #expect(batches.position == sampler.position)
    for _ in 0..<14 {
      let expected = batch(sampler.next(), of: dataset)
      let taken = take(batches)
      #expect(taken.pixels == expected.pixels)
      #expect(taken.classes == expected.classes)
      #expect(batches.position == sampler.position)
    }
    #expect(batches.position == BatchSampler.Position(epoch: 4, batch: 2))
  }

  @Test(
    "the same seed gives the same batches, another seed or epoch others", arguments: Augmentation.allCases)
  func seeds(augmentation: Augmentation) throws {
    let first = try batches(augmentation)
    let same = try batches(augmentation)
    let other = try batches(augmentation, seed: 2)
    for _ in 0..<10 {
      let batch = take(first)
      #expect(batch == take(same))
      #expect(batch != take(other))
    }
  }

  @Test("from a position that was read, the same batches follow", arguments: Augmentation.allCases)
  func restoring(augmentation: Augmentation) throws {
    let original = try batches(augmentation)
    let copy = try batches(augmentation)
    for _ in 0..<9 {
      try copy.restore(original.position)
      #expect(copy.position == original.position)
      #expect(take(copy) == take(original))
      // The copy may have run ahead before it is taken back.
      _ = take(copy)
    }
  }

  @Test("a position that does not exist changes nothing")
  func wrongPosition() throws {
    let batches = try batches(.cropAndFlip)
    let twin = try self.batches(.cropAndFlip)
    for _ in 0..<6 {
      #expect(throws: DatasetError.samplerPosition(epoch: 1, batch: 5, stepsPerEpoch: 4)) {
        try batches.restore(BatchSampler.Position(epoch: 1, batch: 5))
      }
      #expect(batches.position == twin.position)
      #expect(take(batches) == take(twin))
    }
  }

  @Test("threads end with their batches, taken or not")
  func ending() throws {
    for count in 0..<60 {
      let batches = try batches(.cropAndFlip)
      for _ in 0..<count % 3 { _ = take(batches) }
    }
  }
}
