import Foundation

extension DriftTest {
  /// The name on the screen, in options and in files.
  public var title: String { rawValue }

  /// What the test's level means, in a line.
  public var meaning: String {
    switch self {
    case .paper: "ε is the rate of false alarms of a cell that the paper claims; the true rate is higher"
    case .exact: "ε is the rate of false alarms of a cell, if all directions are alike"
    case .signFlip: "ε is at least the rate of false alarms of a cell, if signs are fair coins"
    case .discovery: "q is at least the expected share of false alarms among the alarms of a step"
    }
  }
}

extension TestRule {
  /// q of `discovery` where none is given.
  public static let usualDiscoveryLevel = 0.05

  /// Why the rule cannot be used, as a sentence for the user; nil where it can.
  public var problem: String? {
    guard let level, !(level > 0 && level < 1) else { return nil }
    return "the level of a test lies between 0 and 1, not at \(level)"
  }

  /// ln ε for a row of n parameters, with ε = 1/n unless given; for `discovery` ln q.
  public func logLevel(parameters n: Int) -> Double {
    if test == .discovery { return log(discoveryLevel) }
    return level.map { log($0) } ?? -log(Double(n))
  }

  var discoveryLevel: Double { level ?? Self.usualDiscoveryLevel }
}
