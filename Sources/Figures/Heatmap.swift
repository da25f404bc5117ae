import RunModel

/// A figure of layers × steps: which steps of each layer were aligned, opposed or random.
///
/// A cell may stand for many steps. It is filled from above by the share that is aligned and from below by the share
/// that is opposed, in true proportion; what lies between is random, and a cell without any cosine is left out.
public struct Heatmap: Sendable {
  /// A layer.
  public struct Row: Sendable {
    /// The layer's name.
    public var name: String
    /// The bound that its cosines are held against, as written at the row's end; nil: none is written.
    public var bound: String?
    /// Its cells, oldest first; as many in every row.
    public var cells: [HistoryTile.Cell]

    /// Makes a row.
    public init(name: String, bound: String?, cells: [HistoryTile.Cell]) {
      self.name = name
      self.bound = bound
      self.cells = cells
    }

    /// The share of non-random steps among those whose cosine exists; nil where there are none.
    var nonRandomShare: Double? {
      let defined = cells.reduce(0) { $0 + Int($1.defined) }
      let nonRandom = cells.reduce(0) { $0 + Int($1.aligned) + Int($1.opposed) }
      return defined > 0 ? Double(nonRandom) / Double(defined) : nil
    }
  }

  /// A command that was given.
  public struct Mark: Equatable, Sendable {
    /// The step after which it was applied.
    public var step: Int
    /// What it did, in a word or two.
    public var label: String

    /// Makes a mark.
    public init(step: Int, label: String) {
      self.step = step
      self.label = label
    }
  }

  /// What is shown, such as network and data.
  public var title: String
  /// The quantity and the test, in a line.
  public var subtitle: String
  /// The layers, input first.
  public var rows: [Row]
  /// The first cell's first step.
  public var firstStep: Int
  /// The steps that a cell stands for.
  public var stepsPerCell: Int
  /// The commands.
  public var marks: [Mark]

  /// Makes a figure.
  public init(
    title: String, subtitle: String, rows: [Row], firstStep: Int, stepsPerCell: Int, marks: [Mark] = []
  ) {
    precondition(stepsPerCell >= 1, "a cell stands for a step at least")
    precondition(
      rows.allSatisfy { $0.cells.count == rows[0].cells.count }, "all rows have as many cells")
    self.title = title
    self.subtitle = subtitle
    self.rows = rows
    self.firstStep = firstStep
    self.stepsPerCell = stepsPerCell
    self.marks = marks
  }
}
