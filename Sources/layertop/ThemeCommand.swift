import ArgumentParser
import TerminalUI

/// `layertop theme`.
struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List the themes, or print one as a file to copy and change.")

  @Argument(help: "The theme to print; without it all are listed.")
  var name: String?

  func run() throws {
    let library = ThemeLibrary(folder: ConfigurationFolder.themes)
    if let name {
      StandardOutput.write(String(try library.theme(name).fileText.dropLast()))
      return
    }
    let width = library.themes.map { TextWidth.columns($0.name) }.max() ?? 0
    for theme in library.themes {
      StandardOutput.write(theme.name.padded(to: width + 2) + theme.summary)
    }
  }
}
