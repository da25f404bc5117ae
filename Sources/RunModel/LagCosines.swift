/// Turns the dots at lags into cosines with their errors: it keeps the gradients' norms of the last 64 steps.
public struct LagCosines: Sendable {
  /// An estimated cosine.
  public struct Estimate: Equatable, Sendable {
    /// The estimate of cos(g_t, g_{t−k}), which may lie a little beyond ±1.
    public var cosine: Double
    /// An upper bound on its standard error; 0 where it is exact but for rounding.
    public var standardError: Double

    /// Makes an estimate.
    public init(cosine: Double, standardError: Double) {
      self.cosine = cosine
      self.standardError = standardError
    }
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
    var sum = LagSum()
    for tensor in row {
      sum.add(
        dots.dot(tensor: tensor, lag: lag), squaredNorm: newest[tensor],
        pastSquaredNorm: squaredNorms[past][tensor], parameters: tensors[tensor].parameters)
    }
    return sum.estimate
  }
}

/// Tensors' dots at a lag taken together.
public struct LagSum: Sendable {
  private var dot = 0.0
  private var variance = 0.0
  private var squaredNorm = 0.0
  private var pastSquaredNorm = 0.0

  /// Begins without a tensor.
  public init() {}

  /// Adds a tensor's estimate of g_t · g_{t−k} with the squared norms of both.
  public mutating func add(_ dot: Double, squaredNorm: Double, pastSquaredNorm: Double, parameters: Int) {
    self.dot += dot
    self.squaredNorm += squaredNorm
    self.pastSquaredNorm += pastSquaredNorm
    if parameters > LagDots.buckets {
      variance += (squaredNorm * pastSquaredNorm + dot * dot) / Double(LagDots.buckets)
    }
  }

  /// The cosine with its error; nil where it does not exist or a dot is not known.
  public var estimate: LagCosines.Estimate? {
    let scale = squaredNorm.squareRoot() * pastSquaredNorm.squareRoot()
    guard scale > 0, scale.isFinite, dot.isFinite else { return nil }
    return LagCosines.Estimate(cosine: dot / scale, standardError: variance.squareRoot() / scale)
  }
}
