/// How a curve is smoothed before it is drawn; what is stored stays raw.
public enum Smoothing: Equatable, Hashable, Sendable, Codable {
  /// Not at all.
  case none
  /// m_t = β·m_{t−1} + (1 − β)·x_t from m_0 = 0, divided by 1 − β^t so that the start is not pulled to 0; β in [0, 1).
  case exponential(beta: Double)
  /// The mean of the last so many steps, at least 1.
  case window(steps: Int)

  /// Why it cannot be used, as a sentence for the user; nil where it can.
  public var problem: String? {
    switch self {
    case .exponential(let beta) where !(beta >= 0 && beta < 1):
      "β of exponential smoothing is at least 0 and less than 1, not \(beta)"
    case .window(let steps) where steps < 1: "a smoothing window is at least 1 step, not \(steps)"
    default: nil
    }
  }

  /// The smoothed series; a gap stays a gap.
  public func smoothed(_ values: some Sequence<Double?>) -> [Double?] {
    var smoother = Smoother(self)
    return values.map { smoother.append($0) }
  }
}

/// Smooths a series value by value.
public struct Smoother: Equatable, Sendable {
  private let smoothing: Smoothing
  /// Σ and the weight of what it adds up: of (1 − β)·x and 1 − β, or of the values of the window.
  private var sum = 0.0
  private var weight = 0.0
  private var recent: [Double?] = []
  private var oldest = 0

  /// Begins a series; the smoothing has no `problem`.
  public init(_ smoothing: Smoothing) { self.smoothing = smoothing }

  /// The smoothed value of the next step; nil where its value is a gap, which leaves no other trace than that a
  /// window moves on. Amortised O(1).
  public mutating func append(_ value: Double?) -> Double? {
    switch smoothing {
    case .none: return value
    case .exponential(let beta):
      guard let value else { return nil }
      sum = beta * sum + (1 - beta) * value
      weight = beta * weight + (1 - beta)
    case .window(let steps):
      slide(value, steps: steps)
      guard value != nil else { return nil }
    }
    return sum / weight
  }

  private mutating func slide(_ value: Double?, steps: Int) {
    if recent.count < steps {
      recent.append(value)
    } else {
      if let old = recent[oldest] {
        sum -= old
        weight -= 1
      }
      recent[oldest] = value
      oldest = (oldest + 1) % steps
    }
    if let value {
      sum += value
      weight += 1
    }
    // Rounding of what is added and taken away does not pile up: once a round the sum is taken afresh.
    if oldest == 0, recent.count == steps { sum = recent.reduce(0) { $0 + ($1 ?? 0) } }
  }
}
