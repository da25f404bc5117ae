import CKernels
import NeuralNetwork
import Optimizers
import Statistics

/// The sweep after every backward pass: drift statistics and the optimizer's update together, block by block, so that
/// the update finds in cache what the statistics have read.
///
/// Where a block's gradient is not finite, the optimizer gets zeros for it: what is no number would stay in the weights
/// and in the state.
///
/// Sums are kept per block and added up in order, so that they do not depend on the number of threads.
final class GradientProbe {
  /// Floats per block: gradient, previous gradient, weights and state of a block fit into a first-level cache.
  private static let blockSize = 2048

  private struct Block {
    var parameter: Int
    var offset: Int
    var count: Int
  }

  private struct BlockSums {
    var drift = ck_drift_sums()
    var update = UpdateSums(updateSquaredNorm: 0, weightSquaredNorm: 0)
  }

  private let parameters: [Parameter]
  private let blocks: [Block]
  private let blockSums: UnsafeMutableBufferPointer<BlockSums>
  private let zeros: UnsafeMutableBufferPointer<Float>
  private var previousSquaredNorms: [Double]

  // What the sweep under way reads.
  private var optimizer: (any Optimizer)?
  private var memory: OptimizerMemory?
  private var parity = 0
  private var withStatistics = true
  private var isApplied = true

  init(_ parameters: [Parameter]) {
    self.parameters = parameters
    blocks = parameters.enumerated().flatMap { index, parameter in
      stride(from: 0, to: parameter.storageCount, by: Self.blockSize).map {
        Block(parameter: index, offset: $0, count: min(Self.blockSize, parameter.storageCount - $0))
      }
    }
    blockSums = .allocate(capacity: blocks.count)
    blockSums.initialize(repeating: BlockSums())
    zeros = .allocate(capacity: Self.blockSize)
    zeros.initialize(repeating: 0)
    previousSquaredNorms = Array(repeating: 0, count: parameters.count)
  }

  deinit {
    blockSums.deallocate()
    zeros.deallocate()
  }

  /// Has the next sweep begin anew: for it no previous gradient exists.
  func forgetPreviousGradient() {
    for parameter in parameters {
      for parity in 0...1 {
        parameter.gradient(parity: parity).update(repeating: 0, count: parameter.storageCount)
      }
    }
    previousSquaredNorms = Array(repeating: 0, count: parameters.count)
  }

  /// Updates all parameters by their gradient of this parity and returns the sums of every tensor.
  ///
  /// Without statistics only the update is done and all sums of gradients are zero; the benchmark compares the two.
  /// Not applied, parameters and state stay as they are and only the sums are taken.
  func sweep(
    _ optimizer: any Optimizer, memory: OptimizerMemory, parity: Int, withStatistics: Bool = true,
    isApplied: Bool = true
  ) -> [DriftSums] {
    self.optimizer = optimizer
    self.memory = memory
    self.parity = parity
    self.withStatistics = withStatistics
    self.isApplied = isApplied
    ck_parallel(
      { context, thread, threads in
        Unmanaged<GradientProbe>.fromOpaque(context!).takeUnretainedValue()
          .sweepShare(Int(thread), of: Int(threads))
      }, Unmanaged.passUnretained(self).toOpaque())
    if isApplied { memory.advance() }
    return addUp()
  }

  /// One thread's share of the blocks.
  private func sweepShare(_ thread: Int, of threads: Int) {
    guard let optimizer, let memory else { preconditionFailure("a sweep has an optimizer") }
    for index in blocks.count * thread / threads..<blocks.count * (thread + 1) / threads {
      let block = blocks[index]
      let parameter = parameters[block.parameter]
      let gradient = parameter.gradient(parity: parity) + block.offset
      var sums = BlockSums()
      if withStatistics {
        sums.drift = ck_drift(gradient, parameter.gradient(parity: 1 - parity) + block.offset, block.count)
      }
      let weights = parameter.values + block.offset
      if isApplied {
        let isFinite = sums.drift.squared_norm.isFinite
        sums.update = optimizer.update(
          weights, gradient: isFinite ? UnsafePointer(gradient) : UnsafePointer(zeros.baseAddress!),
          state: memory.state(of: block.parameter, from: block.offset), count: block.count)
      } else {
        let squaredNorm = ck_drift(weights, weights, block.count).squared_norm
        sums.update = UpdateSums(updateSquaredNorm: 0, weightSquaredNorm: squaredNorm)
      }
      blockSums[index] = sums
    }
  }

  private func addUp() -> [DriftSums] {
    var sums = previousSquaredNorms.map { DriftSums(previousSquaredNorm: $0) }
    for (block, blockSums) in zip(blocks, blockSums) {
      sums[block.parameter].dot += blockSums.drift.dot
      sums[block.parameter].squaredNorm += blockSums.drift.squared_norm
      sums[block.parameter].cross += blockSums.drift.cross
      sums[block.parameter].updateSquaredNorm += blockSums.update.updateSquaredNorm
      sums[block.parameter].weightSquaredNorm += blockSums.update.weightSquaredNorm
    }
    for index in sums.indices { previousSquaredNorms[index] = sums[index].squaredNorm }
    return sums
  }
}
