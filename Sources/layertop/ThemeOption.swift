import ArgumentParser
import Dashboard
import TerminalUI

/// How the dashboard looks; what is not given is in the user's settings.
struct ThemeOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The colours: \(Theme.builtIn.map(\.name).joined(separator: ", ")), one of yours, or a theme file.",
      valueName: "theme"))
  var theme: String?

  /// What the command line and the user's files say of the dashboard.
  func options() throws -> DashboardOptions {
    let files = UserFiles()
    let (theme, problems) = try files.theme(theme)
    var options = DashboardOptions(
      theme: theme, themes: files.library.themes, settings: files.settings, problems: problems)
    options.isFirstTime = ConfigurationFolder.isFirstTime()
    return options
  }
}
