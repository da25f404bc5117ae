import CKernels
import NeuralNetwork
import Optimizers
import RunModel
import Statistics
import Synchronization

/// The sweep after every backward pass: drift statistics and the optimizer's update together, so that every vector comes
/// from memory once.
///
/// What is not finite in a gradient counts as zero to the optimizer: it would stay in the weights and in the state.
///
/// Its rows are the network's parameters and, where one is asked for, the control. Sums are kept per block and added up
/// in order, so that they do not depend on the number of threads.
final class GradientProbe {
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

  let parameters: [Parameter]
  let control: NoiseControl?
  let quantities: QuantityProbe
  let lags: LagProbe?
  let blocks: [ProbeBlock]
  /// The sums of every block.
  private let blockSums: UnsafeMutableBufferPointer<ck_sums>
  /// Σ g² of the last step for every row.
  var previousSquaredNorms: [Double]

  // What the sweep under way reads.
  private var optimizer: (any Optimizer)?
  private var memory: OptimizerMemory?
  private var parity = 0
  private var extent = Extent.everything
  private var isApplied = true
  /// The first block that no thread has taken.
  private let next = Atomic(0)

  /// Takes the memory that the recording needs; `seed` is that of the control's noise.
  init(_ parameters: [Parameter], recorded: RecordedQuantities = RecordedQuantities(), seed: UInt64 = 1) {
    self.parameters = parameters
    control = recorded.control.map { NoiseControl(parameters: $0, seed: seed) }
    let controls = recorded.control.map { [$0] } ?? []
    let counts = parameters.map(\.storageCount) + controls
    blocks = ProbeBlock.divide(counts)
    quantities = QuantityProbe(recorded, counts: counts, parameters: parameters.count)
    lags =
      recorded.lags
      ? LagProbe(
        parameters: parameters.map(\.description.parameters) + controls, counts: counts,
        blocks: blocks.map(\.row)) : nil
    blockSums = .allocate(capacity: blocks.count)
    blockSums.initialize(repeating: ck_sums())
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
    next.store(0, ordering: .relaxed)
    ck_parallel(
      { context, _, _ in Unmanaged<GradientProbe>.fromOpaque(context!).takeUnretainedValue().sweepBlocks() },
      Unmanaged.passUnretained(self).toOpaque())
    if isApplied { memory.advance() }
    let rows = addUp()
    let sums = zip(rows, previousSquaredNorms).map(DriftSums.init)
    // Where nothing was measured, the gradient is there all the same, for the next step to be compared with.
    if extent != .nothing { previousSquaredNorms = sums.map(\.squaredNorm) }
    guard extent == .everything else { return Record(sums: sums, others: []) }
    return Record(sums: sums, others: quantities.addUp(rows), lags: lags?.finish())
  }

  /// Begins afresh: to the next step, gradients and updates before it do not exist.
  func forget() {
    for index in previousSquaredNorms.indices { previousSquaredNorms[index] = 0 }
    quantities.forget()
    lags?.forget()
  }

  /// One thread's work: blocks as long as there are any. Which thread takes which does not matter to the sums, and one
  /// that is kept waiting does not keep the others.
  private func sweepBlocks() {
    guard let optimizer, let memory else { preconditionFailure("a sweep has an optimizer") }
    while case let index = next.wrappingAdd(1, ordering: .relaxed).oldValue, index < blocks.count {
      blockSums[index] = sweep(index, optimizer, memory)
    }
  }

  private func sweep(_ index: Int, _ optimizer: any Optimizer, _ memory: OptimizerMemory) -> ck_sums {
    let block = blocks[index]
    let gradient = gradient(of: block, parity: parity)
    var none = ck_factors()
    guard block.row < parameters.count else {
      control?.draw(gradient, from: block.offset, count: block.count)
      var comparison = comparison(index, block, gradient: gradient)
      return ck_update(CK_LOOK, nil, nil, nil, gradient, block.count, &none, &comparison)
    }
    let weights = parameters[block.row].values + block.offset
    let state = memory.state(of: block.row, from: block.offset)
    guard extent != .nothing else {
      return optimizer.update(weights, gradient: gradient, state: state, count: block.count, with: nil)
    }
    var comparison = comparison(index, block, gradient: gradient)
    if isApplied {
      return optimizer.update(
        weights, gradient: gradient, state: state, count: block.count, with: &comparison)
    }
    var sums = ck_update(CK_LOOK, nil, nil, nil, gradient, block.count, &none, &comparison)
    sums.weight_squared_norm = ck_drift(weights, weights, block.count).squared_norm
    return sums
  }

  /// What a block of the gradient is held against.
  private func comparison(
    _ index: Int, _ block: ProbeBlock, gradient: UnsafePointer<Float>
  ) -> ck_comparison {
    var comparison = ck_comparison()
    comparison.first = block.offset
    // What was forgotten still lies in its buffer, and may be no number.
    if previousSquaredNorms[block.row] != 0 {
      comparison.previous = UnsafePointer(self.gradient(of: block, parity: 1 - parity))
    }
    guard extent == .everything else { return comparison }
    quantities.complete(&comparison, block)
    lags?.complete(&comparison, index, block, gradient: gradient)
    return comparison
  }

  private func gradient(of block: ProbeBlock, parity: Int) -> UnsafeMutablePointer<Float> {
    if block.row < parameters.count { return parameters[block.row].gradient(parity: parity) + block.offset }
    guard let control else { preconditionFailure("a row beyond the parameters is the control") }
    return control.gradient(parity: parity) + block.offset
  }

  /// The sums of every row.
  private func addUp() -> [ck_sums] {
    var rows = Array(repeating: ck_sums(), count: previousSquaredNorms.count)
    for (block, sums) in zip(blocks, blockSums) { rows[block.row] += sums }
    return rows
  }
}

extension DriftSums {
  /// The sums of a row after a sweep, and Σ g² of the step before.
  fileprivate init(_ sums: ck_sums, previousSquaredNorm: Double) {
    self.init(
      dot: sums.gradient.dot, squaredNorm: sums.gradient.squared_norm,
      previousSquaredNorm: previousSquaredNorm, cross: sums.gradient.cross,
      updateSquaredNorm: sums.update_squared_norm, weightSquaredNorm: sums.weight_squared_norm)
  }
}
