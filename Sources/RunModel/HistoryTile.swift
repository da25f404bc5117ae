import Statistics

/// A number that a cell of the heatmap can show besides its verdict.
public enum Measure: String, CaseIterable, Sendable, Codable {
  /// The cosine.
  case cosine
  /// The cosine as a multiple of the bound of the test in force.
  case relative
  /// log₁₀ of the exact two-sided p-value.
  case logP = "log-p"
  /// log₁₀ ‖g_t‖.
  case gradientNorm = "gradient-norm"
  /// log₁₀ of ‖u_t‖ / ‖θ_t‖.
  case updateToWeight = "update-to-weight"
}

/// Which part of a run's history: the rows of a grouping over `columns` cells of 2^level steps each, the first of
/// which begins at step 1 + index · columns · 2^level.
public struct TileKey: Equatable, Hashable, Sendable {
  /// Cells a tile is wide.
  public static let columns = 64

  /// The quantity.
  public var quantity: Quantity
  /// What makes a row.
  public var grouping: Grouping
  /// The test that verdicts are counted by.
  public var rule: TestRule
  /// The number whose means are given.
  public var measure: Measure
  /// The binary logarithm of the steps in a cell.
  public var level: Int
  /// The tile's place in its level.
  public var index: Int

  /// Makes a key.
  public init(
    quantity: Quantity, grouping: Grouping, rule: TestRule, measure: Measure, level: Int, index: Int
  ) {
    self.quantity = quantity
    self.grouping = grouping
    self.rule = rule
    self.measure = measure
    self.level = level
    self.index = index
  }

  /// Steps in a cell.
  public var stepsPerColumn: Int { 1 << level }
  /// The steps of the whole tile.
  public var steps: Range<Int> {
    let width = Self.columns << level
    return 1 + index * width..<1 + (index + 1) * width
  }
}

/// A part of a run's history: for every row and column, how many steps were given which verdict, from counts, and
/// the mean of a measure.
public struct HistoryTile: Equatable, Sendable {
  /// One cell: one row over 2^level steps.
  public struct Cell: Equatable, Sendable {
    /// Steps whose cosine exists.
    public var defined: UInt32
    /// Of these, steps that are aligned.
    public var aligned: UInt32
    /// Of these, steps that are opposed.
    public var opposed: UInt32
    /// The mean of the measure over the steps that have it; nan where none has.
    public var mean: Float

    /// Makes a cell; empty unless given.
    public init(defined: UInt32 = 0, aligned: UInt32 = 0, opposed: UInt32 = 0, mean: Float = .nan) {
      self.defined = defined
      self.aligned = aligned
      self.opposed = opposed
      self.mean = mean
    }
  }

  /// The number of rows.
  public let rows: Int
  /// The cells, column by column: those of a column lie together.
  public var cells: [Cell]

  /// Makes an empty tile.
  public init(rows: Int) {
    self.rows = rows
    cells = Array(repeating: Cell(), count: rows * TileKey.columns)
  }

  /// The cell of a row in a column.
  public subscript(row: Int, column: Int) -> Cell {
    get { cells[column * rows + row] }
    set { cells[column * rows + row] = newValue }
  }
}
