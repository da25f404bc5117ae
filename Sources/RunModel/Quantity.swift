import Statistics

/// What two vectors a cell's cosine compares; g_t is the gradient and u_t = θ_t − θ_{t−1} the update of step t.
public enum Quantity: String, CaseIterable, Sendable, Codable {
  /// cos(g_t, g_{t−1}), always recorded.
  case gradient
  /// cos(u_t, u_{t−1}).
  case update
  /// cos(g_t, m_{t−1}), with m_t = β·m_{t−1} + (1 − β)·g_t: AdaBelief's comparison.
  case mean
  /// cos(g_t, u_t), the gradient against the update that follows; −1 with plain SGD.
  case descent
}

/// The sums of one quantity for every tensor, in the network's order.
public struct QuantitySums: Equatable, Sendable, Codable {
  /// The quantity.
  public var quantity: Quantity
  /// One element a tensor.
  public var sums: [PairSums]

  /// Makes them.
  public init(_ quantity: Quantity, sums: [PairSums]) {
    self.quantity = quantity
    self.sums = sums
  }
}

/// Estimates of g_t · g_{t−k} from random sketches: count sketches of `buckets` buckets for each tensor (Charikar, Chen
/// and Farach-Colton 2002), with the same hash at all steps and an independent one for every tensor.
///
/// They are unbiased: over the hash, E[estimate] = g_t · g_{t−k}. The variance of a tensor's is at most
/// (‖g_t‖²‖g_{t−k}‖² + (g_t · g_{t−k})²) / `buckets`; tensors of at most `buckets` parameters are exact, but for
/// rounding. Variances of tensors taken together add up.
public struct LagDots: Equatable, Sendable, Codable {
  /// The lags k, in steps.
  public static let lags = [1, 2, 4, 8, 16, 32, 64]
  /// Buckets of a sketch.
  public static let buckets = 1024

  /// The estimate of every tensor at every lag, tensor by tensor; nan where g_{t−k} does not exist.
  public var dots: [Double]

  /// Makes them.
  public init(dots: [Double]) { self.dots = dots }

  /// The estimate of a tensor at the lag with this index; nan where it does not exist.
  public func dot(tensor: Int, lag: Int) -> Double { dots[tensor * Self.lags.count + lag] }
}

/// What is recorded besides the gradient's sums.
public struct RecordedQuantities: Equatable, Hashable, Sendable, Codable {
  /// The quantities besides `gradient`.
  public var quantities: Set<Quantity>
  /// β of `mean`, in [0, 1).
  public var beta: Double
  /// Whether lags are estimated.
  public var lags: Bool
  /// The number of parameters of a control row of independent Gaussian noise; nil: none.
  public var control: Int?

  /// Makes the choice; nothing besides the gradient unless given.
  public init(
    quantities: Set<Quantity> = [], beta: Double = 0.9, lags: Bool = false, control: Int? = nil
  ) {
    self.quantities = quantities
    self.beta = beta
    self.lags = lags
    self.control = control
  }
}
