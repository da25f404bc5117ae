import NeuralNetwork

extension Network {
  /// Takes the weights and running statistics of a state dict in torchvision's names.
  ///
  /// All names, types and shapes are checked before anything is changed. Counters of batches
  /// (`num_batches_tracked`) are accepted and not used: running statistics have a fixed momentum.
  ///
  /// - Throws: `SafetensorsError` that names the first tensor that is missing, superfluous, or of another type or
  ///   shape.
  public func load(_ file: SafetensorsFile) throws {
    let weights = try parameters.map {
      try file.float32($0.description.name, shape: $0.description.shape)
    }
    let statistics = try runningStatistics.map { try file.float32($0.name, shape: [$0.values.count]) }
    let counters = runningStatistics.map { $0.name.split(separator: ".").dropLast().joined(separator: ".") }
      .map { "\($0).num_batches_tracked" }
    let known = Set(parameters.map(\.description.name) + runningStatistics.map(\.name) + counters)
    if let stranger = file.names.first(where: { !known.contains($0) }) {
      throw SafetensorsError(file: file.path, problem: .unexpected(tensor: stranger))
    }
    for (parameter, values) in zip(parameters, weights) { try parameter.write(values) }
    for (statistic, values) in zip(runningStatistics, statistics) { statistic.values = values }
  }
}
