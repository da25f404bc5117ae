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

  @OptionGroup var theme: ThemeOption

  func run() throws {
    var options = try theme.options()
    options.canBegin = false
    try OpenRun(choice.reader(), options: options).run()
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
    guard let run else {
      let newest = try RunCatalog.entries(in: runs.runsDir).first
      guard let newest else { throw RunStoreError.notFound(path: runs.runsDir) }
      return newest.folder.path
    }
    let named = runs.runsDir + "/" + run
    let isNamed =
      !FileManager.default.fileExists(atPath: run) && FileManager.default.fileExists(atPath: named)
    return isNamed ? named : run
  }
}
