/// Runs of consecutive non-random steps, aligned and opposed alike; an undefined step ends a run as a random one does.
public struct RunLengths: Equatable, Sendable {
  /// The run under way, 0 where the newest step is random or undefined.
  public private(set) var current = 0
  /// The longest run, of which the earliest is kept, as steps counted from 1; nil before the first.
  public private(set) var longest: ClosedRange<Int>?
  /// The number of runs, the one under way included.
  public private(set) var count = 0
  /// The number of steps in runs.
  public private(set) var total = 0
  private var step = 0

  /// No steps.
  public init() {}

  /// The runs of a row.
  public init(_ verdicts: some Sequence<Verdict>) {
    for verdict in verdicts { append(verdict) }
  }

  /// Counts the next step's verdict; O(1).
  public mutating func append(_ verdict: Verdict) {
    step += 1
    guard verdict.isNonRandom else {
      current = 0
      return
    }
    if current == 0 { count += 1 }
    current += 1
    total += 1
    if current > (longest?.count ?? 0) { longest = step - current + 1...step }
  }

  /// The mean length of a run; nil where there is none.
  public var mean: Double? { count > 0 ? Double(total) / Double(count) : nil }
}
