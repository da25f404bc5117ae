import Figures
import RunModel
import RunStore
import Statistics

/// A part of a recorded run, to be written as a file for other programs or for a paper.
public struct RunExport: Equatable, Sendable {
  /// What is exported.
  public enum Contents: String, CaseIterable, Sendable {
    /// A table of every row at every step.
    case cells
    /// A table of steps.
    case steps
    /// A table of commands.
    case commands
    /// A figure of layers × steps.
    case heatmap
    /// A figure of smoothed cosines, as the paper's Figure 1.
    case curves
    /// A figure of shares by depth.
    case depth

    /// Whether it is a drawing rather than a table.
    public var isFigure: Bool { self == .heatmap || self == .curves || self == .depth }
    /// The formats that it can have, the usual one first.
    public var formats: [Format] { isFigure ? [.svg, .png, .pdf] : [.csv, .jsonLines] }
  }

  /// A kind of file; its name is also its ending.
  public enum Format: String, CaseIterable, Sendable {
    /// Comma-separated values after RFC 4180, with a header.
    case csv
    /// A JSON object a line.
    case jsonLines = "jsonl"
    /// A drawing whose text and shapes can be edited.
    case svg
    /// A picture of the drawing.
    case png
    /// The drawing for LaTeX and printers.
    case pdf
  }

  /// What is exported.
  public var contents: Contents
  /// The kind of file.
  public var format: Format
  /// The test that verdicts are given by.
  public var rule = TestRule()
  /// What makes a row.
  public var grouping = Grouping.layer
  /// What two vectors are compared.
  public var quantity = Quantity.gradient
  /// The first and the last step; nil: all. In a figure that has several steps in a cell, cells are never cut.
  public var steps: ClosedRange<Int>?
  /// The rows of a heatmap from its top, by their places in the grouping; nil: all, input first.
  public var rows: [Int]?
  /// How a figure is set.
  public var style = FigureStyle()
  /// The pixels of a picture to an inch.
  public var resolution = 300

  /// Chooses contents and a format, the usual one unless given.
  public init(_ contents: Contents, format: Format? = nil) {
    self.contents = contents
    self.format = format ?? contents.formats[0]
  }

  /// Why this cannot be exported, as a sentence for the user; nil where it can.
  public var problem: String? {
    guard contents.formats.contains(format) else {
      let formats = contents.formats.map(\.rawValue)
      return "\(contents.rawValue) cannot be exported as \(format.rawValue); take"
        + " \(formats.dropLast().joined(separator: ", ")) or \(formats.last ?? "")"
    }
    guard (30...2400).contains(resolution) else {
      return "the resolution is \(resolution) pixels to an inch; it must lie between 30 and 2400"
    }
    return rule.problem
  }

  /// The file's name unless the user gives one, such as `run-heatmap.svg`.
  public func fileName(run: String) -> String { "\(run)-\(contents.rawValue).\(format.rawValue)" }

  /// Writes the file, whole or not at all.
  ///
  /// - Throws: `ExportError` where the file is there already and may not be replaced, where it cannot be written or the
  ///   run has no such steps or quantity; `RunStoreError` where the run cannot be read.
  public func write(_ run: RunReader, to path: String, replacing: Bool = false) throws {
    if let problem { throw ExportError.impossible(problem) }
    let recorded = run.description.configuration.recorded.quantities
    guard quantity == .gradient || recorded.contains(quantity) else {
      throw ExportError.notRecorded(quantity)
    }
    let output = try OutputFile(path: path, replacing: replacing)
    do {
      switch format {
      case .csv, .jsonLines: try writeTable(run, to: output)
      case .svg: try output.write(try drawing(run).text)
      case .png, .pdf:
        try VectorConverter.convert(
          try drawing(run), to: output.draft, format: format.rawValue, resolution: resolution)
      }
      try output.close()
    } catch {
      output.discard()
      throw error
    }
  }

  /// The steps that are recorded; a branch of another run has only its own.
  func recordedSteps(_ run: RunReader) throws -> ClosedRange<Int> {
    let progress = try run.progress()
    guard progress.lastStep > 0 else { throw ExportError.noSteps(recorded: nil) }
    return progress.firstStep...progress.lastStep
  }

  /// The steps that are both recorded and asked for.
  func chosenSteps(_ run: RunReader) throws -> ClosedRange<Int> {
    let recorded = try recordedSteps(run)
    guard let steps else { return recorded }
    guard steps.overlaps(recorded) else { throw ExportError.noSteps(recorded: recorded) }
    return steps.clamped(to: recorded)
  }
}
