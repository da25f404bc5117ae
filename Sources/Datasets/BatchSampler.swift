import RunModel

/// Says which images make the next batch, epoch after epoch, without end.
///
/// An epoch is one walk through the images in batches of one size; what is left over at its end is dropped.
/// Shuffled, each epoch is a permutation of its own, made from the seed and the epoch's number alone, so that
/// any position can be gone back to. Sequential, each epoch is the same.
public struct BatchSampler: Sendable {
  /// A place between two batches.
  public struct Position: Equatable, Hashable, Sendable, Codable {
    /// The epoch; the first is 1.
    public var epoch: Int
    /// The batches of this epoch that have been taken.
    public var batch: Int

    /// Makes a position; the start unless given.
    public init(epoch: Int = 1, batch: Int = 0) {
      self.epoch = epoch
      self.batch = batch
    }
  }

  /// The number of images.
  public let count: Int
  /// Images in a batch.
  public let batchSize: Int
  /// How images are ordered.
  public let order: SampleOrder
  /// What the shuffled orders are made from.
  public let seed: UInt64
  /// Where the sampler is; its epoch is that of the last batch taken.
  public private(set) var position = Position()

  /// The order of the images in the position's epoch.
  private var permutation: [Int]
  private var batch: [Int]

  /// Makes a sampler that stands before the first batch.
  ///
  /// - Throws: `DatasetError.batchSize` where not even one batch can be filled.
  public init(count: Int, batchSize: Int, order: SampleOrder, seed: UInt64) throws(DatasetError) {
    guard batchSize >= 1 && batchSize <= count else { throw .batchSize(batchSize, images: count) }
    self.count = count
    self.batchSize = batchSize
    self.order = order
    self.seed = seed
    permutation = Array(0..<count)
    batch = Array(0..<batchSize)
    arrange()
  }

  /// The epoch of the last batch taken; 1 before the first.
  public var epoch: Int { position.epoch }

  /// Full batches in an epoch.
  public var stepsPerEpoch: Int { count / batchSize }

  /// Takes the next batch: indices of images, as many as the batch size.
  ///
  /// Storage is used again: nothing is allocated unless the caller still holds an earlier batch.
  public mutating func next() -> [Int] {
    if position.batch == stepsPerEpoch {
      position = Position(epoch: position.epoch + 1)
      arrange()
    }
    let start = position.batch * batchSize
    for slot in 0..<batchSize {
      batch[slot] = permutation[start + slot]
    }
    position.batch += 1
    return batch
  }

  /// Goes to a position, so that the batches after it are those that followed it before.
  ///
  /// - Throws: `DatasetError.samplerPosition` where no epoch of this sampler has such a batch.
  public mutating func restore(_ position: Position) throws(DatasetError) {
    guard position.epoch >= 1, position.batch >= 0, position.batch <= stepsPerEpoch else {
      throw .samplerPosition(epoch: position.epoch, batch: position.batch, stepsPerEpoch: stepsPerEpoch)
    }
    self.position = position
    arrange()
  }

  /// Puts the images into the order of the position's epoch, in place (Fisher and Yates).
  private mutating func arrange() {
    guard order == .shuffled else { return }
    var generator = SeededGenerator(seed: seed, stream: UInt64(position.epoch))
    for index in 0..<count {
      permutation[index] = index
    }
    for last in stride(from: count - 1, to: 0, by: -1) {
      permutation.swapAt(last, generator.integer(below: last + 1))
    }
  }
}
