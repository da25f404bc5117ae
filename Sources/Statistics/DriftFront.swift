import Foundation

/// Where a row turns non-random and where that ends: two cumulative sum charts for Bernoulli trials in turn (Page 1954;
/// Reynolds and Stoumbos 1999).
///
/// A step is a success where its verdict is non-random. While the row counts as random, each step adds the logarithm of
/// the likelihood ratio of the rates p₁ and p₀ to a sum S that is never below 0; when S reaches h = ln T, a phase has
/// begun, at the step where S last left 0, the most likely one. From there the sum of the reversed ratio finds the
/// phase's end likewise. An undefined step leaves both sums as they are.
///
/// **False alarms.** As long as the chance of a non-random verdict is at most p₀ at every step, whatever came before, the
/// expected number of steps until a phase is announced is at least T (Lorden 1971); as long as it is at least p₁, the
/// expected number of steps until its end is announced is at least T.
public struct DriftFront: Equatable, Sendable {
  /// The rates that the charts tell apart and how seldom they are wrong.
  public struct Rule: Equatable, Hashable, Sendable, Codable {
    /// p₀, the highest share of non-random steps of a row that counts as random.
    public let randomRate: Double
    /// p₁, the lowest share of non-random steps of a phase.
    public let driftRate: Double
    /// T, at least so many steps lie between two false alarms on average.
    public let stepsPerFalseAlarm: Double

    /// Makes a rule: p₀ is 0.1 unless given, p₁ lies halfway between p₀ and 1 unless given, T is 10,000.
    ///
    /// With p₀ = 1 there are no phases.
    public init(
      randomRate: Double = 0.1, driftRate: Double? = nil, stepsPerFalseAlarm: Double = 10_000
    ) {
      let drift = driftRate ?? 0.5 * (1 + randomRate)
      precondition(
        randomRate > 0 && randomRate <= 1 && drift >= randomRate && drift <= 1 && stepsPerFalseAlarm > 1,
        "0 < p₀ ≤ p₁ ≤ 1 and T > 1")
      self.randomRate = randomRate
      self.driftRate = drift
      self.stepsPerFalseAlarm = stepsPerFalseAlarm
    }
  }

  /// A phase in which the row is non-random; steps are counted from 1.
  public struct Phase: Equatable, Hashable, Sendable {
    /// Its first step.
    public let start: Int
    /// The first step after it; nil while it lasts.
    public internal(set) var end: Int?

    /// Makes a phase.
    public init(start: Int, end: Int? = nil) {
      self.start = start
      self.end = end
    }
  }

  /// The rule.
  public let rule: Rule
  /// All phases so far, in order.
  public private(set) var phases: [Phase] = []
  /// The newest step; 0 before the first.
  public private(set) var step = 0
  private let success: Double
  private let failure: Double
  private let height: Double
  private var sum = 0.0
  private var departure = 1

  /// Begins before the first step.
  public init(rule: Rule = Rule()) {
    self.rule = rule
    let (p0, p1) = (rule.randomRate, rule.driftRate)
    success = log(p1 / p0)
    failure = p0 < 1 ? log((1 - p1) / (1 - p0)) : 0
    height = log(rule.stepsPerFalseAlarm)
  }

  /// Whether the row counts as non-random now.
  public var isDrifting: Bool { phases.last.map { $0.end == nil } ?? false }
  /// The first step of the first phase, by which rows are sorted; nil while there is none.
  public var onset: Int? { phases.first?.start }

  /// Takes the next step's verdict; amortised O(1).
  public mutating func append(_ verdict: Verdict) {
    step += 1
    guard verdict != .undefined else { return }
    if sum == 0 { departure = step }
    let evidence = verdict.isNonRandom ? success : failure
    sum = max(0, sum + (isDrifting ? -evidence : evidence))
    guard sum >= height else { return }
    sum = 0
    if isDrifting {
      phases[phases.count - 1].end = departure
    } else {
      phases.append(Phase(start: departure))
    }
  }
}
