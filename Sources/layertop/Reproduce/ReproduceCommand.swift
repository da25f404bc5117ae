import ArgumentParser
import Datasets
import Experiment
import Foundation
import RunModel

/// `layertop reproduce`.
struct ReproduceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reproduce", abstract: "Run the paper's experiment and report on it.",
    discussion: """
      Trains every network with every optimizer and seed, records each run in a folder of its own, and writes a report \
      (report.html, report.md with figures, numbers.csv) into FOLDER/report. Ctrl-C stops after the step under way; \
      the same command goes on, and several of them, on any machines that share the folder, divide the runs among \
      themselves.
      """)

  @Option(help: ArgumentHelp("Where the runs and the report are kept.", valueName: "folder"))
  var folder = "reproduce"

  @OptionGroup(title: "Grid")
  var options: GridOptions

  @Option(
    help: ArgumentHelp(
      "Train this run of the grid alone and make no report; --print-commands names them.", valueName: "run"))
  var only: String?

  @Flag(help: "Print a command line for each run, for GNU parallel, Slurm or the like, and train nothing.")
  var printCommands = false

  @Option(
    help: ArgumentHelp("Train nothing and make the report on the runs in a folder.", valueName: "folder"))
  var collect: String?

  func validate() throws {
    guard let only else { return }
    guard options.grid.cells.contains(where: { $0.name == only }) else {
      throw ValidationError(
        "\(PlainText.printable(only)) is no run of this grid; --print-commands names them")
    }
  }

  func run() throws {
    if let collect {
      try ReportFolder(runs: collect).write()
    } else if printCommands {
      for cell in options.grid.cells {
        let words = ["layertop", "reproduce", "--folder", folder, "--only", cell.name] + options.words
        StandardOutput.write(words.map(ShellWord.quoted).joined(separator: " "))
      }
    } else {
      try train()
    }
  }

  private func train() throws {
    let cells = options.grid.cells.filter { only == nil || $0.name == only }
    let catalog = DatasetCatalog(dataDirectory: options.dataDir)
    let dataset = try catalog.load(options.dataset)
    let worker = GridWorker(
      cells, dataset: dataset, dataFolder: catalog.folder(for: dataset), folder: folder,
      steps: options.stepCount)
    let failures: [Omission]
    do {
      failures = try worker.run()
    } catch is GridStopped {
      throw GridStopped.status
    }
    if only == nil { try ReportFolder(runs: folder).write(failures: failures) }
    if !failures.isEmpty { throw ExitCode.failure }
  }
}

/// Words for a POSIX shell.
enum ShellWord {
  static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy {
      $0.isASCII
        && ($0.properties.isAlphabetic || $0.properties.numericType != nil
          || "-_./,=:@%+".unicodeScalars.contains($0))
    }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
