import ArgumentParser
import Foundation
import RunStore

/// `layertop open`.
struct OpenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Show a recorded run, without training.",
    discussion: """
      A run that another program still trains is followed as it goes on. Nothing is written to the run's folder.
      """)

  @OptionGroup var choice: RunArgument

  @Argument(help: "Another run to set beside it, step by step and layer by layer.")
  var other: String?

  @OptionGroup var theme: ThemeOption

  func run() throws {
    var options = try theme.options()
    options.canBegin = false
    try OpenRun(
      choice.reader(), beside: other.map { try RunReader(path: choice.runs.path(of: $0)) }, options: options
    ).run()
  }
}

/// Which recorded run.
struct RunArgument: ParsableArguments {
  @Argument(help: "The run's folder, its name in the folder of runs, or its file; by default the newest.")
  var run: String?

  @OptionGroup var runs: RunsFolderOption

  /// Opens the run.
  func reader() throws -> RunReader { try RunReader(path: path()) }

  /// Where the run lies.
  func path() throws -> String {
    if let run { return runs.path(of: run) }
    guard let newest = try RunCatalog.newest(in: runs.runsDir) else {
      throw RunStoreError.notFound(path: runs.runsDir)
    }
    return newest.path
  }
}

extension RunsFolderOption {
  /// Where a run lies that is named by its path, or by its name in the folder of runs.
  func path(of run: String) -> String {
    let named = runsDir + "/" + run
    let isNamed =
      !FileManager.default.fileExists(atPath: run) && FileManager.default.fileExists(atPath: named)
    return isNamed ? named : run
  }
}
