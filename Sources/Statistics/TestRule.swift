/// The tests that tell a non-random cell from a random one.
public enum DriftTest: String, CaseIterable, Sendable, Codable {
  /// |cos| against τ = √(ln(1/ε)/n), the bound of the paper.
  case paper
  /// |cos| against the exact null of independent uniform directions, cos² ~ Beta(1/2, (n−1)/2).
  case exact
  /// z = dot / √cross against Hoeffding's bound for fair signs of the coordinate products.
  case signFlip = "sign-flip"
  /// The exact p-values of a step's rows through Benjamini and Hochberg's procedure.
  case discovery
}

/// A test and the level that it is held to.
public struct TestRule: Equatable, Hashable, Sendable, Codable {
  /// The test.
  public var test: DriftTest
  /// The chance ε of a false alarm for each cell, or for `discovery` the false discovery rate q; nil: 1/n for each cell
  /// of n parameters, and q = 0.05.
  public var level: Double?

  /// Makes a rule; the paper's unless given.
  public init(_ test: DriftTest = .paper, level: Double? = nil) {
    self.test = test
    self.level = level
  }
}
