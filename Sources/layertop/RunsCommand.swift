import ArgumentParser
import Foundation
import RunStore

/// `layertop runs`.
struct RunsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs", abstract: "List the recorded runs, the newest first.")

  @OptionGroup var runs: RunsFolderOption

  @Flag(help: "Print one JSON array.")
  var json = false

  func run() throws {
    let entries = try RunCatalog.entries(in: runs.runsDir)
    let now = Date().timeIntervalSince1970
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      let lines = entries.map { RunLine($0, now: now) }
      StandardOutput.write(String(decoding: try encoder.encode(lines), as: UTF8.self))
    } else if entries.isEmpty {
      StandardOutput.write("no runs in \(RecordedText.printable(runs.runsDir))")
    } else {
      StandardOutput.write(RunsTable.text(entries.map { RunLine($0, now: now) }))
    }
  }
}
