import ArgumentParser
import Dashboard
import Foundation

/// `layertop config`.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Say where the settings are, check them, and write a file to begin with.",
    discussion:
      "The file is commented TOML: theme, hidden panels, keys, presets. The dashboard reads it again on a key."
  )

  @Flag(help: "Write the settings as they come, all as comments, unless there is a file already.")
  var write = false

  @Flag(help: "Print the settings as they come, with the names of all actions.")
  var list = false

  func validate() throws {
    if write && list { throw ValidationError("--write and --list exclude each other; give one") }
  }

  func run() throws {
    let files = UserFiles()
    let text = SettingsFile.defaultText(themes: files.library.themes)
    if list { return StandardOutput.write(String(text.dropLast())) }
    let path = UserFiles.path
    let exists = FileManager.default.fileExists(atPath: path)
    if write {
      guard !exists else {
        throw RunFailure("\(path) is there already; move it away to have a new one written")
      }
      try FileManager.default.createDirectory(
        atPath: ConfigurationFolder.path, withIntermediateDirectories: true)
      try text.write(toFile: path, atomically: true, encoding: .utf8)
      return StandardOutput.write("\(path) is written")
    }
    StandardOutput.write(exists ? path : "\(path) (not there; layertop config --write makes it)")
    let problems = try files.theme(nil).problems
    guard problems.isEmpty else { throw RunFailure(problems.joined(separator: "\n")) }
  }
}
