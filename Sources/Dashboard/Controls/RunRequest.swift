import RunModel

/// A run that is asked for: what it computes, and on which images.
public struct RunRequest: Equatable, Sendable {
  /// What it computes.
  public var configuration: RunConfiguration
  /// The data set's name on the command line, such as `cifar10`.
  public var dataset: String

  /// Makes a request.
  public init(configuration: RunConfiguration, dataset: String) {
    self.configuration = configuration
    self.dataset = dataset
  }
}

/// A data set that can be asked for.
public struct DatasetChoice: Equatable, Sendable {
  /// The name on the command line.
  public var name: String
  /// What it is, or how to get it, in a line.
  public var summary: String
  /// Why it cannot be taken; nil where it can.
  public var problem: String?

  /// Makes a choice.
  public init(name: String, summary: String, problem: String? = nil) {
    self.name = name
    self.summary = summary
    self.problem = problem
  }
}
