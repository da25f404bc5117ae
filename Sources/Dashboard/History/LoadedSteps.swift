import RunModel

/// The steps of a recorded run that were looked at lately.
struct LoadedSteps: Sendable {
  /// The most steps kept.
  static let capacity = 64

  private var records: [Int: StepRecord] = [:]
  private var order: [Int] = []
  private var asked: Int?

  /// A step's record, if it is there.
  subscript(step: Int) -> StepRecord? { records[step] }

  /// Whether a step has to be asked for; only the last one asked for is waited for.
  mutating func request(_ step: Int) -> Bool {
    guard records[step] == nil, asked != step else { return false }
    asked = step
    return true
  }

  /// Takes in a step; nil where it is not recorded.
  mutating func take(_ record: StepRecord?, for step: Int) {
    guard let record else { return }
    if records.updateValue(record, forKey: step) == nil { order.append(step) }
    if order.count > Self.capacity { records[order.removeFirst()] = nil }
  }
}
