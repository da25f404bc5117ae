import Foundation

/// What the learning rate is multiplied by at each step: a shape, and a linear rise before it has its full height.
public struct LearningRateSchedule: Equatable, Hashable, Sendable, Codable {
  /// The course of the factor without a rise; t counts the steps done before.
  public enum Shape: Equatable, Hashable, Sendable, Codable {
    /// 1.
    case constant
    /// factor^⌊t / every⌋.
    case step(every: Int, factor: Double)
    /// ½·(1 + cos(π·t / steps)), and 0 from there on (Loshchilov and Hutter 2017, without restarts).
    case cosine(steps: Int)
  }

  /// The shape.
  public var shape: Shape
  /// The steps of the rise; the factor of step s is s / warmup of the shape's (Goyal et al. 2017). 0: none.
  public var warmup: Int

  /// Makes a schedule.
  public init(_ shape: Shape = .constant, warmup: Int = 0) {
    self.shape = shape
    self.warmup = warmup
  }

  /// Always 1.
  public static let constant = LearningRateSchedule()

  /// The factor of a step; the first step is 1.
  public func factor(step: Int) -> Double {
    let rise = step < warmup ? Double(step) / Double(warmup) : 1
    let done = step - 1
    switch shape {
    case .constant: return rise
    case .step(let every, let factor): return rise * pow(factor, Double(done / every))
    case .cosine(let steps):
      return rise * 0.5 * (1 + cos(.pi * Double(min(done, steps)) / Double(steps)))
    }
  }

  /// Says what is wrong with the values, or nil.
  public var problem: String? {
    func problem(_ name: String, _ steps: Int, least: Int) -> String? {
      (least...1_000_000_000).contains(steps)
        ? nil : "\(name) is \(steps) steps; it must be \(least) to 1000000000"
    }
    if let problem = problem("the warm-up", warmup, least: 0) { return problem }
    switch shape {
    case .constant: return nil
    case .cosine(let steps): return problem("the cosine schedule", steps, least: 1)
    case .step(let every, let factor):
      if let problem = problem("the step schedule's interval", every, least: 1) { return problem }
      guard factor > 0 && factor <= 1 else {
        return "the step schedule's factor is \(factor); it must be above 0 and at most 1"
      }
      return nil
    }
  }
}
