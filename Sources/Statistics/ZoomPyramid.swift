/// Exact counts over powers of two of steps: at level k, column i holds the steps i·2^k + 1 … (i + 1)·2^k.
///
/// Appending a step costs O(rows · levels); with `finest` = f, memory is 48 / 2^f bytes for each row and step.
public struct ZoomPyramid: Equatable, Sendable {
  /// What one row did over the steps of a column.
  public struct Cell: Equatable, Sendable {
    /// Steps whose cosine exists.
    public internal(set) var defined: UInt32 = 0
    /// Of these, steps that are aligned.
    public internal(set) var aligned: UInt32 = 0
    /// Of these, steps that are opposed.
    public internal(set) var opposed: UInt32 = 0
    /// Steps that have a value.
    public internal(set) var valued: UInt32 = 0
    /// The sum of their values.
    public internal(set) var sum = 0.0

    /// No steps.
    public init() {}

    /// The mean of the values; nil where there are none.
    public var mean: Double? { valued > 0 ? sum / Double(valued) : nil }
    /// The share of aligned and opposed steps among the defined; nil where there are none.
    public var nonRandomShare: Double? { defined > 0 ? Double(aligned + opposed) / Double(defined) : nil }

    /// The cells of two disjoint sets of steps taken together.
    public static func + (a: Cell, b: Cell) -> Cell {
      var cell = a
      cell.defined += b.defined
      cell.aligned += b.aligned
      cell.opposed += b.opposed
      cell.valued += b.valued
      cell.sum += b.sum
      return cell
    }

    /// Counts one step; a value that is not finite leaves no trace.
    public mutating func add(_ verdict: Verdict, value: Double?) {
      defined += verdict == .undefined ? 0 : 1
      aligned += verdict == .aligned ? 1 : 0
      opposed += verdict == .opposed ? 1 : 0
      guard let value, value.isFinite else { return }
      valued += 1
      sum += value
    }
  }

  /// The number of rows.
  public let rows: Int
  /// The finest level that is kept.
  public private(set) var finest: Int
  /// The newest step; 0 before the first.
  public private(set) var steps = 0
  /// For each level from the finest on its cells, column by column; the last level has one column.
  private var levels: [[Cell]] = [[]]

  /// Makes an empty pyramid that is kept from the level `finest` on.
  public init(rows: Int, finest: Int = 0) {
    self.rows = rows
    self.finest = finest
  }

  /// The levels that there are, of which the last has one column.
  public var availableLevels: ClosedRange<Int> { finest...finest + levels.count - 1 }

  /// The columns of a level, of which the last may be under way.
  public func columns(level: Int) -> Int { levels[level - finest].count / max(rows, 1) }

  /// Counts a step, later than all before, with a verdict and a value for each row, such as its cosine; steps left out
  /// are empty.
  public mutating func append(step: Int, verdicts: [Verdict], values: [Double?]) {
    precondition(step > steps, "steps come in order, counted from 1")
    precondition(verdicts.count == rows && values.count == rows, "every row has a verdict and a value")
    steps = step
    while (step - 1) >> (finest + levels.count - 1) > 0 { addLevel() }
    for index in levels.indices {
      let column = (step - 1) >> (finest + index)
      let missing = (column + 1) * rows - levels[index].count
      if missing > 0 { levels[index].append(contentsOf: repeatElement(Cell(), count: missing)) }
      for row in 0..<rows { levels[index][column * rows + row].add(verdicts[row], value: values[row]) }
    }
  }

  /// Forgets the finest level, and with it half of the memory; a pyramid of one level stays as it is.
  public mutating func dropFinest() {
    guard levels.count > 1 else { return }
    levels.removeFirst()
    finest += 1
  }

  /// The cell of a row in a column of an available level; empty past the newest step.
  public func cell(level: Int, row: Int, column: Int) -> Cell {
    let cells = levels[level - finest]
    let index = column * rows + row
    return index < cells.count ? cells[index] : Cell()
  }

  /// The exact cell of a row over any steps whose bounds are multiples of 2^finest after step 1; O(log steps).
  public func cell(row: Int, steps range: Range<Int>) -> Cell {
    let width = 1 << finest
    precondition(
      range.lowerBound >= 1 && (range.lowerBound - 1) % width == 0 && (range.upperBound - 1) % width == 0,
      "a range begins and ends between columns of the finest level")
    var (first, end) = ((range.lowerBound - 1) / width, (range.upperBound - 1) / width)
    var total = Cell()
    var level = finest
    // Columns at either end that are not whole at the next level are taken from this one.
    while first < end {
      let isTop = level == availableLevels.upperBound
      while first < end, isTop || first % 2 == 1 {
        if isTop, first * rows >= levels[level - finest].count { return total }
        total = total + cell(level: level, row: row, column: first)
        first += 1
      }
      if first < end, end % 2 == 1 {
        end -= 1
        total = total + cell(level: level, row: row, column: end)
      }
      (first, end) = (first / 2, end / 2)
      level += 1
    }
    return total
  }

  /// Adds a level above the last, which has one column.
  private mutating func addLevel() { levels.append(levels[levels.count - 1]) }
}
