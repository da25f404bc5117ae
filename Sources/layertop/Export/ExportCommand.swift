import ArgumentParser
import Export
import Figures
import Foundation
import RunModel
import RunStore
import Statistics
import TerminalUI

extension Quantity: ExpressibleByArgument {}
extension RunExport.Contents: ExpressibleByArgument {}
extension RunExport.Format: ExpressibleByArgument {}
extension Figures.Length: ExpressibleByArgument {}

/// `layertop export`.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a recorded run as tables for other programs, or as figures for a paper.",
    discussion: """
      Tables: cells (every row at every step), steps and commands, as csv or jsonl. Figures: heatmap, curves (smoothed \
      cosines, as the paper's Figure 1) and depth (shares by depth), as svg, png or pdf; png and pdf need \
      rsvg-convert, from Debian's librsvg2-bin.

      layertop export alone writes the newest run's heatmap as svg, named after the run, into this folder.
      """)

  @OptionGroup var choice: RunArgument

  @Option(help: "What to export; the heatmap unless the file's name ends in csv or jsonl, which means cells.")
  var what: RunExport.Contents?

  @Option(help: "The kind of file; by default what the file's name ends in, else csv or svg.")
  var format: RunExport.Format?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write (default: the run's name with what it holds).", valueName: "file"))
  var out: String?

  @Flag(help: "Replace the file if it is there.")
  var force = false

  @OptionGroup var test: TestOptions

  @Option(help: "What is compared: gradient, or update, mean or descent where they were recorded.")
  var quantity = Quantity.gradient

  @Option(
    help: ArgumentHelp("The steps, such as 100..200, 100.. or ..200 (default: all).", valueName: "steps"))
  var steps: StepRange?

  @Option(help: ArgumentHelp("A figure's width with mm, cm, in or pt.", valueName: "width"))
  var width = Figures.Length.millimetres(88)

  @Option(parsing: .unconditional, help: "A png's pixels to an inch, 30 to 2400.")
  var dpi = 300

  @Option(
    help: ArgumentHelp("A figure's colours: print, a theme's name, or a theme file.", valueName: "theme"))
  var colors = "print"

  func validate() throws {
    if let problem = export.problem { throw ValidationError(problem) }
  }

  func run() throws {
    var export = export
    export.style = FigureStyle(width: width, palette: try FigurePalette.named(colors))
    let reader = try choice.reader()
    let path = out ?? export.fileName(run: reader.folder.name)
    try export.write(reader, to: path, replacing: force)
    StandardOutput.write(PlainText.printable(path))
  }

  private var export: RunExport {
    let ending = out.flatMap { RunExport.Format(rawValue: URL(fileURLWithPath: $0).pathExtension) }
    let format = format ?? ending
    let usual: RunExport.Contents = format == .csv || format == .jsonLines ? .cells : .heatmap
    var export = RunExport(what ?? usual, format: format)
    export.rule = test.rule
    export.grouping = test.grouping
    export.quantity = quantity
    export.steps = steps?.steps
    export.resolution = dpi
    return export
  }
}

/// Steps in a row, such as `100..200`.
struct StepRange: ExpressibleByArgument {
  let steps: ClosedRange<Int>

  init?(argument: String) {
    let ends = argument.split(separator: "..", omittingEmptySubsequences: false)
    guard ends.count == 2, argument != ".." else { return nil }
    let first = ends[0].isEmpty ? 1 : Int(ends[0])
    let last = ends[1].isEmpty ? Int.max - 1 : Int(ends[1])
    guard let first, let last, first >= 1, last >= first, last < Int.max else { return nil }
    steps = first...last
  }
}
