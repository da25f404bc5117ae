extension RunSummary: Encodable {
  private enum Key: String, CodingKey {
    case network, dataset, steps, layers
  }

  /// Writes `{"network", "dataset", "steps", "layers": […]}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(description.configuration.network.name.rawValue, forKey: .network)
    try container.encode(description.dataset, forKey: .dataset)
    try container.encode(steps, forKey: .steps)
    try container.encode(layers, forKey: .layers)
  }
}

extension RunSummary.Layer: Encodable {
  private enum Key: String, CodingKey {
    case name, parameters, bound, meanCosine = "mean_cosine", aligned, opposed, random
  }

  /// Writes `{"name", "parameters", "bound", "mean_cosine", "aligned", "opposed", "random"}`; shares lie between 0
  /// and 1, and mean and shares are null where no cosine exists.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(layer.name, forKey: .name)
    try container.encode(layer.parameters, forKey: .parameters)
    try container.encode(bound, forKey: .bound)
    try container.encode(counts.meanCosine, forKey: .meanCosine)
    try container.encode(counts.share(of: .aligned), forKey: .aligned)
    try container.encode(counts.share(of: .opposed), forKey: .opposed)
    try container.encode(counts.share(of: .random), forKey: .random)
  }
}
