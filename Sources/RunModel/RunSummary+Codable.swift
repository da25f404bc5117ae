import Statistics

extension RunSummary: Encodable {
  private enum Key: String, CodingKey {
    case network, dataset, steps, test, level, layers, control
  }

  /// Writes `{"network", "dataset", "steps", "test", "level", "layers": […], "control"}`; the level is null where each
  /// row has its own, and the control is there only if the run has one.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(description.configuration.network.name.rawValue, forKey: .network)
    try container.encode(description.dataset, forKey: .dataset)
    try container.encode(steps, forKey: .steps)
    try container.encode(rule.test, forKey: .test)
    try container.encode(
      rule.test == .discovery ? rule.level ?? TestRule.usualDiscoveryLevel : rule.level, forKey: .level)
    try container.encode(layers, forKey: .layers)
    try container.encodeIfPresent(falseAlarms, forKey: .control)
  }
}

extension RunSummary.Layer: Encodable {
  private enum Key: String, CodingKey {
    case name, parameters, bound, meanCosine = "mean_cosine", aligned, opposed, random, nonRandom =
      "non_random"
  }

  /// Writes `{"name", "parameters", "bound", "mean_cosine", "aligned", "opposed", "random"}`; shares lie between 0
  /// and 1, and mean and shares are null where no cosine exists. Where tests are compared, `"non_random"` holds the
  /// share of non-random cells under each.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(layer.name, forKey: .name)
    try container.encode(layer.parameters, forKey: .parameters)
    try container.encode(bound, forKey: .bound)
    try container.encode(counts.meanCosine, forKey: .meanCosine)
    try container.encode(counts.share(of: .aligned), forKey: .aligned)
    try container.encode(counts.share(of: .opposed), forKey: .opposed)
    try container.encode(counts.share(of: .random), forKey: .random)
    if !comparison.isEmpty {
      let shares = comparison.map { ($0.test.rawValue, $0.counts.nonRandomShare) }
      try container.encode(Dictionary(uniqueKeysWithValues: shares), forKey: .nonRandom)
    }
  }
}

extension FalseAlarms: Encodable {
  private enum Key: String, CodingKey {
    case parameters, cells, falseAlarms = "false_alarms", rate, claimed
  }

  /// Writes `{"parameters", "cells", "false_alarms", "rate", "claimed"}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(cells, forKey: .cells)
    try container.encode(alarms, forKey: .falseAlarms)
    try container.encode(rate, forKey: .rate)
    try container.encode(claimed, forKey: .claimed)
  }
}
