import NeuralNetwork

extension Network {
  /// Takes the weights and running statistics of a state dict in torchvision's names.
  ///
  /// All names, types and shapes are checked before anything is changed. Counters of batches
  /// (`num_batches_tracked`) are accepted and not used: running statistics have a fixed momentum. So is what a
  /// checkpoint has besides.
  ///
  /// - Throws: `SafetensorsError` that names the first tensor that is missing, superfluous, or of another type or
  ///   shape.
  public func load(_ file: SafetensorsFile) throws {
    let weights = try parameters.map {
      try file.float32($0.description.name, shape: $0.description.shape)
    }
    let statistics = try runningStatistics.map { try file.float32($0.name, shape: [$0.values.count]) }
    let known = Set(parameters.map(\.description.name) + runningStatistics.map(\.name) + batchCounters)
    let stranger = file.names.first { name in
      !known.contains(name) && !Checkpoint.prefixes.contains(where: name.hasPrefix)
    }
    if let stranger {
      throw SafetensorsError(file: file.path, problem: .unexpected(tensor: stranger))
    }
    for (parameter, values) in zip(parameters, weights) { try parameter.write(values) }
    for (statistic, values) in zip(runningStatistics, statistics) { statistic.values = values }
  }

  /// The names of PyTorch's counters of batches, one for every batch normalisation.
  var batchCounters: [String] {
    runningStatistics.map(\.name).filter { $0.hasSuffix(".running_mean") }
      .map { $0.replacing(".running_mean", with: ".num_batches_tracked") }
  }
}
