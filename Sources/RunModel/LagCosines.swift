/// Turns the dots at lags into cosines with their errors: it keeps the gradients' norms of the last 64 steps.
public struct LagCosines: Sendable {
  /// An estimated cosine.
  public struct Estimate: Equatable, Sendable {
    /// The estimate of cos(g_t, g_{t−k}), which may lie a little beyond ±1.
    public var cosine: Double
    /// An upper bound on its standard error; 0 where it is exact but for rounding.
    public var standardError: Double
  }

  private let tensors: [TensorDescription]
  /// The squared norms of every tensor at the newest step and those before, the newest last.
  private var squaredNorms: [[Double]] = []
  private var dots: LagDots?

  /// For a run of these tensors.
  public init(_ tensors: [TensorDescription]) { self.tensors = tensors }

  /// Takes the next step; steps are given without gaps.
  public mutating func add(_ record: StepRecord) {
    if squaredNorms.count > LagDots.lags[LagDots.lags.count - 1] { squaredNorms.removeFirst() }
    squaredNorms.append(record.sums.map(\.squaredNorm))
    dots = record.lags
  }

  /// The cosine of the newest step's gradient and that of `LagDots.lags[lag]` steps before, for the tensors with these
  /// indices taken together; nil where it does not exist or is not estimated.
  public func estimate(of row: [Int], lag: Int) -> Estimate? {
    let past = squaredNorms.count - 1 - LagDots.lags[lag]
    guard let dots, past >= 0, let newest = squaredNorms.last else { return nil }
    var dot = 0.0
    var variance = 0.0
    var squares = (newest: 0.0, past: 0.0)
    for tensor in row {
      let part = dots.dot(tensor: tensor, lag: lag)
      let square = (newest: newest[tensor], past: squaredNorms[past][tensor])
      dot += part
      squares.newest += square.newest
      squares.past += square.past
      if tensors[tensor].parameters > LagDots.buckets {
        variance += (square.newest * square.past + part * part) / Double(LagDots.buckets)
      }
    }
    let scale = squares.newest.squareRoot() * squares.past.squareRoot()
    guard scale > 0, scale.isFinite, dot.isFinite else { return nil }
    return Estimate(cosine: dot / scale, standardError: variance.squareRoot() / scale)
  }
}
