import RunModel

extension RunDigest {
  /// All that decides what the run computes, in words, but for its seed: runs of the same settings make a group.
  ///
  /// The number of threads is left out, since it changes nothing but rounding, and so is what is recorded besides.
  public var settings: [Factor: String] {
    let configuration = description.configuration
    let (network, optimizer) = (configuration.network, configuration.optimizer)
    var settings: [Factor: String] = [
      .network: network.title, .optimizer: optimizer.nameWithMomentum,
      .learningRate: "\(optimizer.learningRate)", .batchSize: "\(configuration.batchSize)",
      .steps: "\(steps)", .data: description.data,
    ]
    settings[.stem] = network.variant
    let others = optimizer.unusual + configuration.unusual
    settings[.otherSettings] = others.isEmpty ? nil : others.joined(separator: ", ")
    return settings
  }
}

extension RunDescription {
  /// The images, such as `CIFAR-10, 5,085 images, MD5 1f0e9a6c…`.
  fileprivate var data: String {
    "\(dataset), \(NumberText.grouped(images)) images"
      + (identity.map { ", MD5 \($0.digest.prefix(8))…" } ?? "")
  }
}

extension OptimizerConfiguration {
  fileprivate var nameWithMomentum: String {
    rule == .momentum ? "SGD, momentum \(momentum)" : rule.title
  }

  /// What is not as the rule has it by itself, but for learning rate and momentum.
  fileprivate var unusual: [String] {
    let shown: Set<Hyperparameter> = rule == .momentum ? [.learningRate, .momentum] : [.learningRate]
    var texts = rule.hyperparameters.filter { !shown.contains($0) && self[$0] != rule.defaultValue(of: $0) }
      .map { "\($0.title) \(self[$0])" }
    if let lookahead { texts.append("Lookahead \(lookahead)") }
    if schedule.shape != .constant { texts.append("schedule \(schedule.shape)") }
    if schedule.warmup > 0 { texts.append("warm-up \(schedule.warmup)") }
    return texts
  }
}

extension RunConfiguration {
  /// What is not as the paper has it, but for network, optimizer and batch.
  fileprivate var unusual: [String] {
    var texts: [String] = []
    if channels != 3 { texts.append("\(channels) channel" + (channels == 1 ? "" : "s")) }
    if order != .shuffled { texts.append("\(order.rawValue) order") }
    if augmentation != .none { texts.append("augmentation \(augmentation.rawValue)") }
    if precision != .fp32 { texts.append(precision.rawValue) }
    if let weights { texts.append("weights of \(weights)") }
    return texts
  }
}
