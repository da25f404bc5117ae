import CKernels
import NeuralNetwork
import Optimizers
import RunModel
import Statistics

/// The sweep after every backward pass: drift statistics and the optimizer's update together, block by block, so that
/// the update finds in cache what the statistics have read.
///
/// Where a block's gradient is not finite, the optimizer gets zeros for it: what is no number would stay in the weights
/// and in the state.
///
/// Its rows are the network's parameters and, where one is asked for, the control. Sums are kept per block and added up
/// in order, so that they do not depend on the number of threads.
final class GradientProbe {
  /// Floats per block: gradient, previous gradient, weights and state of a block fit into a first-level cache.
  static let blockSize = 2048

  /// What a sweep records; the benchmark holds one against the other.
  enum Extent {
    /// Nothing: the update alone.
    case nothing
    /// The sums of the gradient.
    case gradient
    /// All that was asked for.
    case everything
  }

  /// What a sweep has measured.
  struct Record {
    /// The sums of every row.
    var sums: [DriftSums]
    /// The other quantities that were asked for.
    var others: [QuantitySums]
    /// The dots at lags, where they were asked for.
    var lags: LagDots?
  }

  private struct BlockSums {
    var drift = ck_drift_sums()
    var update = UpdateSums(updateSquaredNorm: 0, weightSquaredNorm: 0)
  }

  let parameters: [Parameter]
  let control: NoiseControl?
  let quantities: QuantityProbe
  let lags: LagProbe?
  let blocks: [ProbeBlock]
  private let strips: [Range<Int>]
  private let blockSums: UnsafeMutableBufferPointer<BlockSums>
  private let zeros = Storage(floats: blockSize)
  /// Σ g² of the last step for every row.
  var previousSquaredNorms: [Double]

  // What the sweep under way reads.
  private var optimizer: (any Optimizer)?
  private var memory: OptimizerMemory?
  private var parity = 0
  private var extent = Extent.everything
  private var isApplied = true

  /// Takes the memory that the recording needs; `seed` is that of the control's noise.
  init(_ parameters: [Parameter], recorded: RecordedQuantities = RecordedQuantities(), seed: UInt64 = 1) {
    self.parameters = parameters
    control = recorded.control.map { NoiseControl(parameters: $0, seed: seed) }
    let controls = recorded.control.map { [$0] } ?? []
    let counts = parameters.map(\.storageCount) + controls
    (blocks, strips) = ProbeBlock.divide(counts, blockSize: Self.blockSize)
    quantities = QuantityProbe(
      recorded, counts: counts, parameters: parameters.count, blocks: blocks.count)
    lags =
      recorded.lags
      ? LagProbe(
        parameters: parameters.map(\.description.parameters) + controls, counts: counts,
        strips: strips.map { [blocks] in blocks[$0.lowerBound].row }) : nil
    blockSums = .allocate(capacity: blocks.count)
    blockSums.initialize(repeating: BlockSums())
    previousSquaredNorms = Array(repeating: 0, count: counts.count)
  }

  deinit { blockSums.deallocate() }

  /// Updates all parameters by their gradient of this parity and returns what was measured at step `step` ≥ 1.
  ///
  /// What is not recorded is zero, or absent. Not applied, weights and state stay as they are: the update is zero.
  func sweep(
    _ optimizer: any Optimizer, memory: OptimizerMemory, parity: Int, step: Int,
    extent: Extent = .everything, isApplied: Bool = true
  ) -> Record {
    self.optimizer = optimizer
    self.memory = memory
    self.parity = parity
    self.extent = extent
    self.isApplied = isApplied
    control?.begin(step: step)
    ck_parallel(
      { context, thread, threads in
        Unmanaged<GradientProbe>.fromOpaque(context!).takeUnretainedValue()
          .sweepShare(Int(thread), of: Int(threads))
      }, Unmanaged.passUnretained(self).toOpaque())
    if isApplied { memory.advance() }
    let sums = addUp()
    guard extent == .everything else { return Record(sums: sums, others: []) }
    return Record(
      sums: sums, others: quantities.addUp(blocks, gradients: sums), lags: lags?.finish())
  }

  /// Begins afresh: to the next step, gradients and updates before it do not exist.
  func forget() {
    for index in previousSquaredNorms.indices { previousSquaredNorms[index] = 0 }
    quantities.forget()
    lags?.forget()
  }

  /// One thread's share of the strips.
  private func sweepShare(_ thread: Int, of threads: Int) {
    guard let optimizer, let memory else { preconditionFailure("a sweep has an optimizer") }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.blockSize) { scratch in
      guard let scratch = scratch.baseAddress else { preconditionFailure("a block has an address") }
      for strip in strips.count * thread / threads..<strips.count * (thread + 1) / threads {
        if extent == .everything { lags?.begin(strip) }
        for index in strips[strip] {
          let block = blocks[index]
          let gradient = gradient(of: block, parity: parity)
          if block.row >= parameters.count { control?.draw(gradient, from: block.offset, count: block.count) }
          var sums = BlockSums()
          sums.drift = compare(index, block, of: strip, gradient: gradient)
          if block.row < parameters.count {
            let isFinite = sums.drift.squared_norm.isFinite
            sums.update = update(
              index, block, gradient: isFinite ? gradient : zeros.floats, optimizer, memory, scratch: scratch)
          }
          blockSums[index] = sums
        }
      }
    }
  }

  /// Holds a block of the gradient against those before.
  private func compare(
    _ index: Int, _ block: ProbeBlock, of strip: Int, gradient: UnsafePointer<Float>
  ) -> ck_drift_sums {
    guard extent != .nothing else { return ck_drift_sums() }
    if extent == .everything {
      quantities.compareMean(index, block, gradient: gradient)
      lags?.add(strip, block, gradient: gradient)
    }
    // What was forgotten still lies in its buffer, and may be no number.
    let exists = previousSquaredNorms[block.row] != 0
    let previous = exists ? self.gradient(of: block, parity: 1 - parity) : zeros.floats
    return ck_drift(gradient, previous, block.count)
  }

  /// Updates a block of weights; `scratch` has room for a block.
  private func update(
    _ index: Int, _ block: ProbeBlock, gradient: UnsafePointer<Float>, _ optimizer: any Optimizer,
    _ memory: OptimizerMemory, scratch: UnsafeMutablePointer<Float>
  ) -> UpdateSums {
    let weights = parameters[block.row].values + block.offset
    let isCompared = extent == .everything && quantities.needsUpdate
    if isCompared { scratch.update(from: weights, count: block.count) }
    let sums =
      isApplied
      ? optimizer.update(
        weights, gradient: gradient, state: memory.state(of: block.row, from: block.offset),
        count: block.count)
      : UpdateSums(
        updateSquaredNorm: 0, weightSquaredNorm: ck_drift(weights, weights, block.count).squared_norm)
    if isCompared {
      ck_difference(scratch, weights, block.count)
      quantities.compareUpdate(index, block, update: scratch, gradient: gradient)
    }
    return sums
  }

  private func gradient(of block: ProbeBlock, parity: Int) -> UnsafeMutablePointer<Float> {
    if block.row < parameters.count { return parameters[block.row].gradient(parity: parity) + block.offset }
    guard let control else { preconditionFailure("a row beyond the parameters is the control") }
    return control.gradient(parity: parity) + block.offset
  }

  private func addUp() -> [DriftSums] {
    var sums = previousSquaredNorms.map { DriftSums(previousSquaredNorm: $0) }
    for (block, blockSums) in zip(blocks, blockSums) {
      sums[block.row].dot += blockSums.drift.dot
      sums[block.row].squaredNorm += blockSums.drift.squared_norm
      sums[block.row].cross += blockSums.drift.cross
      sums[block.row].updateSquaredNorm += blockSums.update.updateSquaredNorm
      sums[block.row].weightSquaredNorm += blockSums.update.weightSquaredNorm
    }
    // Where nothing was measured, the gradient is there all the same, for the next step to be compared with.
    if extent != .nothing {
      for index in sums.indices { previousSquaredNorms[index] = sums[index].squaredNorm }
    }
    return sums
  }
}
