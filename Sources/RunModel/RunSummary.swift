import Statistics

/// What a run came to, layer by layer; grows with every step and holds no history.
public struct RunSummary: Sendable {
  /// One row of the summary.
  public struct Layer: Sendable {
    /// Which tensors.
    public let layer: LayerDescription
    /// τ, the paper's bound.
    public let bound: Double
    /// Verdicts so far.
    public private(set) var counts = VerdictCounts()

    init(_ layer: LayerDescription) {
      self.layer = layer
      bound = PaperBound.threshold(parameters: layer.parameters)
    }

    mutating func add(_ sums: [DriftSums]) {
      let total = layer.tensors.reduce(DriftSums()) { $0 + sums[$1] }
      counts.add(cosine: total.cosine, bound: bound)
    }
  }

  /// What the run is about.
  public let description: RunDescription
  /// The rows, input first.
  public private(set) var layers: [Layer]
  /// The number of steps added.
  public private(set) var steps = 0
  /// The last step's loss; nil before the first.
  public private(set) var lastLoss: Double?

  /// An empty summary.
  public init(_ description: RunDescription, grouping: Grouping = .layer) {
    self.description = description
    layers = grouping.rows(of: description.tensors).map(Layer.init)
  }

  /// Adds a step.
  public mutating func add(_ record: StepRecord) {
    steps += 1
    lastLoss = record.loss
    for index in layers.indices { layers[index].add(record.sums) }
  }
}
