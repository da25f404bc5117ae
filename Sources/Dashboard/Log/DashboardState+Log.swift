import RunModel

extension DashboardState {
  /// Takes note of what the session said, before it is taken in.
  mutating func log(_ event: TrainingEvent) {
    let signs = Signs(capabilities)
    switch event {
    case .started(let description):
      let network = description.configuration.network.fullTitle
      log(.event, "\(network) on \(description.dataset), \(signs.grouped(description.images)) images")
    case .step: break
    case .diverged(let divergence):
      controls.log.append(.warning, step: divergence.step, divergence.sentence)
    case .applied(let command, let step): log(command, step: step, signs)
    case .checkpointed(let path, let step):
      controls.log.append(.event, step: step, "checkpoint saved: \(path)")
    case .checkpointFailed(let sentence, let step): controls.log.append(.warning, step: step, sentence)
    case .evaluated(let evaluation):
      controls.log.append(
        .event, step: evaluation.step,
        "\(signs.grouped(evaluation.images)) test images: \(evaluation.summary)")
    case .finished(.completed): log(.event, "the run is complete")
    case .finished(.stopped): log(.event, "the run was stopped")
    case .finished(.failed(let sentence)): log(.warning, sentence)
    }
  }

  private mutating func log(_ command: TrainingCommand, step: Int, _ signs: Signs) {
    switch command {
    case .pause: controls.log.append(.event, step: step, "paused")
    case .resume: controls.log.append(.event, step: step, "went on")
    case .restoreWeights(let restoredStep):
      let weights = Divergence.weights(ofStep: restoredStep)
      controls.log.append(.event, step: step, "\(weights) were taken back")
    case .stop, .saveCheckpoint: break
    case .setOptimizer(let configuration):
      let change = OptimizerChange(from: optimizer, to: configuration)
      let text = change.text(signs)
      if !text.isEmpty { controls.log.append(.event, step: step, text) }
    }
  }

  /// Adds a line at the newest step.
  mutating func log(_ kind: EventLog.Kind, _ text: String) {
    controls.log.append(kind, step: newest?.step, text)
  }
}
