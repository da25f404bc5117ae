import Dashboard
import Foundation
import TerminalUI

/// What lies in the user's configuration folder.
struct UserFiles {
  /// The settings file.
  static let path = ConfigurationFolder.path + "/config.toml"

  let library: ThemeLibrary
  let settings: DashboardSettings
  /// What is wrong, a sentence each.
  private(set) var problems: [String]

  /// Reads them; a file that is not there says nothing.
  init() {
    library = ThemeLibrary(folder: ConfigurationFolder.themes)
    let file = SettingsFile((try? String(contentsOfFile: Self.path, encoding: .utf8)) ?? "")
    settings = file.settings
    problems = file.problems.map(\.description) + library.problems.map(\.description)
  }

  /// The theme asked for on the command line, or else in the settings.
  ///
  /// - Throws: `ThemeError` where the one of the command line is not there.
  func theme(_ name: String?) throws -> (theme: Theme, problems: [String]) {
    if let name { return (try library.theme(name), problems) }
    guard let wanted = settings.theme else { return (.default, problems) }
    do {
      return (try library.theme(wanted), problems)
    } catch {
      return (.default, problems + ["config.toml: \(error)"])
    }
  }

  /// Options with what the files say now, for a dashboard that runs.
  func options(from options: DashboardOptions) -> DashboardOptions {
    var changed = options
    (changed.themes, changed.settings) = (library.themes, settings)
    (changed.theme, changed.problems) = (options.theme, problems)
    if let (theme, problems) = try? theme(nil), settings.theme != nil {
      (changed.theme, changed.problems) = (theme, problems)
    }
    return changed
  }
}
