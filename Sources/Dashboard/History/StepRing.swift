import RunModel
import Statistics

/// The sums of the last steps for every tensor, from which those of every grouping follow.
///
/// A tensor's sums are kept as cosine, norms and √cross in single precision, 4 bytes each: their squares are
/// taken in double precision, so that small norms do not leave the range. A verdict that depends on the 24th
/// bit of a cosine is not judged from here but kept apart (see `VerdictTrack`).
struct StepRing: Sendable {
  /// What is kept of a step besides its sums.
  struct Facts: Equatable, Sendable {
    /// 0 where the step was never seen.
    var step = 0
    var epoch = 0
    var loss = Double.nan
    var accuracy = Double.nan
    var learningRate = Double.nan
  }

  /// The floats of a pair of vectors: the cosine, both norms, √cross.
  private static let pairWidth = 4

  /// The number of steps kept.
  let capacity: Int
  /// The oldest step kept; above `last` before the first.
  private(set) var first = 1
  /// The newest step; 0 before the first.
  private(set) var last = 0

  private let tensors: Int
  private let quantities: [Quantity]
  private let hasLags: Bool
  /// The floats of a step: gradient pairs, update and weight norms, the other quantities' pairs, lags.
  private let width: Int
  private var floats: [Float] = []
  private var facts: [Facts] = []

  /// A ring for a network of so many tensors that takes at most so many bytes, and no more than `limit` steps.
  init(tensors: Int, recorded: RecordedQuantities, bytes: Int, limit: Int) {
    self.tensors = tensors
    quantities = Quantity.allCases.filter { recorded.quantities.contains($0) && $0 != .gradient }
    hasLags = recorded.lags
    width = tensors * (Self.pairWidth * (1 + quantities.count) + 2 + (hasLags ? LagDots.lags.count : 0))
    capacity = max(64, min(limit, bytes / max(1, 4 * width)))
  }

  /// Whether a step is kept: not forgotten, and not left out of the feed.
  func holds(_ step: Int) -> Bool { step >= first && step <= last && facts[slot(of: step)].step == step }

  /// What is known of a step besides its sums; nil where it is not kept.
  func facts(of step: Int) -> Facts? { holds(step) ? facts[slot(of: step)] : nil }

  /// The slot of a step; verdicts are kept under the same number.
  func slot(of step: Int) -> Int { (step - 1) % capacity }

  /// Takes in a step, which comes after the last.
  mutating func append(_ record: StepRecord) {
    if last == 0 { first = record.step }
    // Steps that were left out get empty slots, as far as they have not gone again already.
    for step in max(last + 1, record.step - capacity + 1)..<record.step where last > 0 {
      write(Facts(), step)
    }
    write(
      Facts(
        step: record.step, epoch: record.epoch, loss: record.loss, accuracy: record.accuracy,
        learningRate: record.learningRate), record.step)
    last = record.step
    first = max(first, last - capacity + 1)
    write(record, at: slot(of: record.step) * width)
  }

  private mutating func write(_ value: Facts, _ step: Int) {
    let slot = slot(of: step)
    if facts.count <= slot {
      // Grown in leaps, so that a short run takes little.
      let count = min(capacity, max(slot + 1, 2 * facts.count, 256))
      facts += Array(repeating: Facts(), count: count - facts.count)
      floats += Array(repeating: .nan, count: count * width - floats.count)
    }
    facts[slot] = value
  }

  private mutating func write(_ record: StepRecord, at start: Int) {
    var index = start
    func put(_ value: Double) {
      floats[index] = Float(value)
      index += 1
    }
    func put(_ pair: PairSums) {
      put(pair.cosine ?? (pair.dot.isFinite ? 0 : .nan))
      put(pair.squaredNorm.squareRoot())
      put(pair.otherSquaredNorm.squareRoot())
      put(pair.cross.squareRoot())
    }
    for sums in record.sums { put(sums.pair) }
    for sums in record.sums {
      put(sums.updateSquaredNorm.squareRoot())
      put(sums.weightSquaredNorm.squareRoot())
    }
    for quantity in quantities {
      guard let other = record.others.first(where: { $0.quantity == quantity }) else {
        for _ in 0..<Self.pairWidth * tensors { put(Double.nan) }
        continue
      }
      for sums in other.sums { put(sums) }
    }
    guard hasLags else { return }
    for tensor in 0..<tensors {
      for lag in LagDots.lags.indices { put(record.lags?.dot(tensor: tensor, lag: lag) ?? .nan) }
    }
  }

  // MARK: Reading

  /// The sums of a quantity for a row at a step that is held; nil where the quantity is not recorded.
  func pair(_ quantity: Quantity, of row: LayerDescription, step: Int) -> PairSums? {
    guard let block = block(quantity) else { return nil }
    let start = slot(of: step) * width + block
    var sum = PairSums()
    for tensor in row.tensors { sum = sum + pair(at: start + Self.pairWidth * tensor) }
    return sum
  }

  /// The sums of a row at a step that is held.
  func sums(of row: LayerDescription, step: Int) -> DriftSums {
    let pair = pair(.gradient, of: row, step: step) ?? PairSums()
    let start = slot(of: step) * width + Self.pairWidth * tensors
    var (update, weight) = (0.0, 0.0)
    for tensor in row.tensors {
      let (u, w) = (Double(floats[start + 2 * tensor]), Double(floats[start + 2 * tensor + 1]))
      update += u * u
      weight += w * w
    }
    return DriftSums(
      dot: pair.dot, squaredNorm: pair.squaredNorm, previousSquaredNorm: pair.otherSquaredNorm,
      cross: pair.cross, updateSquaredNorm: update, weightSquaredNorm: weight)
  }

  /// The estimated cosine of a row's gradient at a step and that of `LagDots.lags[lag]` steps before, both held; nil where
  /// there is none. `tensors` are all of the run's.
  func lagEstimate(
    of row: LayerDescription, tensors: [TensorDescription], lag: Int, step: Int
  ) -> LagCosines.Estimate? {
    guard hasLags else { return nil }
    let (own, past) = (slot(of: step) * width, slot(of: step - LagDots.lags[lag]) * width)
    let dots = own + width - self.tensors * LagDots.lags.count
    var sum = LagSum()
    for tensor in row.tensors {
      sum.add(
        Double(floats[dots + tensor * LagDots.lags.count + lag]),
        squaredNorm: pair(at: own + Self.pairWidth * tensor).squaredNorm,
        pastSquaredNorm: pair(at: past + Self.pairWidth * tensor).squaredNorm,
        parameters: tensors[tensor].parameters)
    }
    return sum.estimate
  }

  private func pair(at index: Int) -> PairSums {
    let cosine = Double(floats[index])
    let (a, b, root) = (Double(floats[index + 1]), Double(floats[index + 2]), Double(floats[index + 3]))
    return PairSums(dot: cosine * a * b, squaredNorm: a * a, otherSquaredNorm: b * b, cross: root * root)
  }

  /// Where the pairs of a quantity begin within a step.
  private func block(_ quantity: Quantity) -> Int? {
    if quantity == .gradient { return 0 }
    guard let index = quantities.firstIndex(of: quantity) else { return nil }
    return tensors * (Self.pairWidth * (1 + index) + 2)
  }
}
