import Dispatch
import Foundation
import RunModel

/// A sampler's batches, each prepared by a thread of its own while the one before is used.
///
/// One batch is ready ahead, never more; after the start nothing is allocated. Taking one copies it and has the next
/// begun. It belongs to the thread that takes the batches; the preparing thread ends with it.
public final class PreparedBatches {
  /// Where the sampler stands after the last batch taken; what was prepared ahead does not count.
  public private(set) var position: BatchSampler.Position

  private let relay: BatchRelay

  /// Begins to prepare the first batch from the sampler's position on; augmentation draws from the sampler's seed.
  public init(of dataset: ImageDataset, sampler: BatchSampler, augmentation: Augmentation = .none) {
    position = sampler.position
    relay = BatchRelay(dataset: dataset, sampler: sampler, augmentation: augmentation)
    let thread = Thread { [relay] in relay.prepareUntilStopped() }
    thread.name = "batches"
    thread.start()
    relay.emptied.signal()
  }

  /// Ends the thread and waits for it: a batch's time at most.
  deinit {
    relay.filled.wait()
    relay.isStopped = true
    relay.emptied.signal()
    relay.ended.wait()
  }

  /// Writes the next batch: `pixels` of shape (batch, channels, 32, 32), `classes` of shape (batch).
  ///
  /// - Precondition: Both buffers have exactly the room needed.
  public func take(pixels: UnsafeMutableBufferPointer<Float>, classes: UnsafeMutableBufferPointer<Int32>) {
    precondition(pixels.count == relay.pixels.count, "the pixels' buffer fits the batch")
    precondition(classes.count == relay.classes.count, "the labels' buffer fits the batch")
    relay.filled.wait()
    _ = pixels.update(fromContentsOf: relay.pixels)
    _ = classes.update(fromContentsOf: relay.classes)
    position = relay.sampler.position
    relay.emptied.signal()
  }

  /// Goes to a position of the sampler; what was prepared ahead is forgotten.
  ///
  /// - Throws: `DatasetError.samplerPosition` where there is no such batch; then all is as before.
  public func restore(_ position: BatchSampler.Position) throws(DatasetError) {
    relay.filled.wait()
    do {
      try relay.sampler.restore(position)
    } catch {
      relay.filled.signal()
      throw error
    }
    self.position = position
    relay.emptied.signal()
  }
}

/// The one batch that two threads hand to and fro.
///
/// Unchecked, since what makes it safe is an order that the compiler does not see: between `emptied` and `filled` all
/// of it belongs to the preparing thread, between `filled` and `emptied` to the taking one. Each signals only what it
/// has been given, so that exactly one of them owns it at any time.
private final class BatchRelay: @unchecked Sendable {
  /// The batch is to be prepared.
  let emptied = DispatchSemaphore(value: 0)
  /// The batch is there to be taken.
  let filled = DispatchSemaphore(value: 0)
  /// The preparing thread touches nothing any more.
  let ended = DispatchSemaphore(value: 0)

  let pixels: UnsafeMutableBufferPointer<Float>
  let classes: UnsafeMutableBufferPointer<Int32>
  /// Stands after the batch that is prepared.
  var sampler: BatchSampler
  var isStopped = false

  private let dataset: ImageDataset
  private let transforms: TransformSource

  init(dataset: ImageDataset, sampler: BatchSampler, augmentation: Augmentation) {
    self.dataset = dataset
    self.sampler = sampler
    transforms = TransformSource(augmentation: augmentation, seed: sampler.seed)
    pixels = .allocate(capacity: sampler.batchSize * dataset.channels * dataset.height * dataset.width)
    pixels.initialize(repeating: 0)
    classes = .allocate(capacity: sampler.batchSize)
    classes.initialize(repeating: 0)
  }

  deinit {
    pixels.deallocate()
    classes.deallocate()
  }

  func prepareUntilStopped() {
    while true {
      emptied.wait()
      if isStopped { break }
      let indices = sampler.next()
      let first = (sampler.position.batch - 1) * sampler.batchSize
      let epoch = sampler.epoch
      dataset.writeBatch(indices, pixels: pixels, classes: classes) { slot in
        transforms.transform(epoch: epoch, position: first + slot)
      }
      filled.signal()
    }
    ended.signal()
  }
}
