import RunModel
import Testing

@testable import Datasets

@Suite struct BatchSamplerTests {
  private func sampler(
    count: Int = 103, batchSize: Int = 10, order: SampleOrder = .shuffled, seed: UInt64 = 1
  ) throws -> BatchSampler {
    try BatchSampler(count: count, batchSize: batchSize, order: order, seed: seed)
  }

  /// The indices of the next epoch.
  private func epoch(_ sampler: inout BatchSampler) -> [Int] {
    (0..<sampler.stepsPerEpoch).flatMap { _ in sampler.next() }
  }

  @Test("sequential epochs follow the file and drop what is left over")
  func sequential() throws {
    var sampler = try sampler(count: 25, batchSize: 10, order: .sequential)
    #expect(sampler.stepsPerEpoch == 2)
    #expect(sampler.next() == Array(0..<10))
    #expect(sampler.next() == Array(10..<20))
    #expect(sampler.epoch == 1)
    #expect(sampler.next() == Array(0..<10))
    #expect(sampler.epoch == 2)
  }

  @Test("each shuffled epoch takes every image at most once, and differs from the others")
  func permutations() throws {
    var sampler = try sampler()
    var epochs: Set<[Int]> = []
    for number in 1...20 {
      let indices = epoch(&sampler)
      #expect(sampler.epoch == number)
      #expect(indices.count == 100)
      #expect(Set(indices).count == 100)
      #expect(indices.allSatisfy { (0..<103).contains($0) })
      epochs.insert(indices)
    }
    #expect(epochs.count == 20)
  }

  @Test("all images come first equally often, and all are dropped at times")
  func uniformity() throws {
    var sampler = try sampler(count: 5, batchSize: 4)
    var first = [Int](repeating: 0, count: 5)
    var dropped = first
    for _ in 0..<5000 {
      let batch = sampler.next()
      first[batch[0]] += 1
      dropped[10 - batch.reduce(0, +)] += 1
    }
    // 1,000 each; five standard errors of √(5000 · 0.2 · 0.8).
    for count in first + dropped {
      #expect(abs(count - 1000) < 142)
    }
  }

  @Test("a batch may be as large as the data set, and one image is enough")
  func extremes() throws {
    var all = try sampler(count: 7, batchSize: 7)
    #expect(Set(all.next()) == Set(0..<7))
    var one = try sampler(count: 1, batchSize: 1)
    #expect(one.next() == [0])
    #expect(one.next() == [0])
    #expect(one.epoch == 2)
  }

  @Test("the same seed gives the same order, another seed another")
  func seeds() throws {
    var first = try sampler(seed: 5)
    var same = try sampler(seed: 5)
    var other = try sampler(seed: 6)
    for _ in 0..<30 {
      let batch = first.next()
      #expect(batch == same.next())
      #expect(batch != other.next())
    }
  }

  @Test("the first shuffled batch stays what it was")
  func knownOrder() throws {
    var sampler = try sampler(count: 10, batchSize: 10)
    #expect(sampler.next() == [9, 8, 3, 4, 5, 2, 0, 1, 6, 7])
  }

  @Test("from a position that was read, the same batches follow", arguments: SampleOrder.allCases)
  func restoring(order: SampleOrder) throws {
    var sampler = try sampler(order: order)
    for taken in 0..<35 {
      var copy = try self.sampler(order: order)
      try copy.restore(sampler.position)
      #expect(copy.position == sampler.position, "after \(taken) batches")
      var original = sampler
      #expect(copy.next() == original.next(), "after \(taken) batches")
      _ = sampler.next()
    }
    try sampler.restore(BatchSampler.Position())
    var fresh = try self.sampler(order: order)
    #expect(sampler.next() == fresh.next())
  }

  @Test("positions that do not exist are refused", arguments: [(0, 0), (1, 11), (2, -1)])
  func wrongPositions(epoch: Int, batch: Int) throws {
    var sampler = try sampler()
    let error = #expect(throws: DatasetError.self) {
      try sampler.restore(BatchSampler.Position(epoch: epoch, batch: batch))
    }
    #expect(
      try #require(error).description
        == "there is no batch \(batch) in epoch \(epoch); epochs start at 1 and have 10 batches of this size")
    #expect(sampler.position == BatchSampler.Position())
  }

  @Test("a batch that cannot be filled is refused", arguments: [0, -1, 104])
  func wrongBatchSize(size: Int) throws {
    let error = #expect(throws: DatasetError.self) { try sampler(batchSize: size) }
    #expect(
      try #require(error).description
        == "the batch size is \(size), but it must lie between 1 and the 103 images of the data set")
  }

  @Test("storage is used again, over epochs too", arguments: SampleOrder.allCases)
  func storage(order: SampleOrder) throws {
    var sampler = try sampler(order: order)
    func address(_ indices: [Int]) -> UnsafeRawPointer? {
      indices.withUnsafeBytes { $0.baseAddress }
    }
    let first = address(sampler.next())
    for _ in 0..<25 {
      #expect(address(sampler.next()) == first)
    }
  }
}
