import ArgumentParser
import Datasets
import Foundation

/// `layertop data`.
struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data", abstract: "List data sets, and fetch them.",
    discussion: "Without a subcommand it lists what is there and where the rest would go.",
    subcommands: [DataListCommand.self, DataFetchCommand.self], defaultSubcommand: DataListCommand.self)
}

/// Where data sets are kept.
struct DataFolderOption: ParsableArguments {
  @Option(help: ArgumentHelp("Where data sets are looked for, and fetched to.", valueName: "folder"))
  var dataDir = DatasetCatalog.defaultDataDirectory(environment: ProcessInfo.processInfo.environment)
}

/// `layertop data list`, which is also what `layertop data` alone does.
struct DataListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Say which data sets are there, and where the others would go; the default.")

  @OptionGroup var folder: DataFolderOption

  func run() throws {
    StandardOutput.write(DataTable.text(DatasetCatalog(dataDirectory: folder.dataDir).survey()))
  }
}

/// `layertop data fetch`.
struct DataFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Download a data set, verify its checksum and unpack it.",
    discussion: """
      After an interruption the same command goes on from where it was; Ctrl-C keeps what has arrived, in a file \
      ending in .part.
      """)

  @Argument(help: "cifar10, cifar100 or mnist.")
  var dataset: DatasetName

  @OptionGroup var folder: DataFolderOption

  @Option(
    help: ArgumentHelp(
      "Download from a mirror: the address of a folder with the publisher's files.", valueName: "address"))
  var from: String?

  func run() throws {
    let fetch = try DatasetFetch(dataset, into: folder.dataDir, mirror: from)
    if let place = fetch.existingFolder {
      StandardOutput.write("\(dataset.rawValue) is there already, in \(place)")
      return
    }
    let cancellation = FetchCancellation()
    let signals = StopSignals { cancellation.cancel() }
    defer { signals.cancel() }
    var line = FetchLine()
    do {
      try fetch.run(cancellation: cancellation) { line.show($0) }
    } catch FetchError.interrupted(let title, let received, let total) {
      line.clear()
      let sentence = FetchError.interrupted(title: title, received: received, of: total)
      FileHandle.standardError.write(Data("\(sentence)\n".utf8))
      // As the shell says it of a program that Ctrl-C ended.
      throw ExitCode(128 + SIGINT)
    } catch {
      line.clear()
      throw error
    }
    line.clear()
    StandardOutput.write("\(dataset.rawValue) is now in \(fetch.folder)")
  }
}
