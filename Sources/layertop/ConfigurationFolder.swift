import Foundation

/// Where the user's settings are, and what is remembered of the user.
enum ConfigurationFolder {
  /// `$XDG_CONFIG_HOME/layertop`, or `~/.config/layertop` where that is unset or not absolute.
  static let path = folder("XDG_CONFIG_HOME", ".config", ProcessInfo.processInfo.environment)

  /// The folder of the user's themes.
  static let themes = path + "/themes"

  /// Whether the dashboard is opened for the first time; so only once, and never where that cannot be remembered.
  static func isFirstTime() -> Bool {
    let folder = folder("XDG_STATE_HOME", ".local/state", ProcessInfo.processInfo.environment)
    let mark = folder + "/welcomed"
    let files = FileManager.default
    guard !files.fileExists(atPath: mark) else { return false }
    try? files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return files.createFile(atPath: mark, contents: nil)
  }

  static func folder(_ variable: String, _ usual: String, _ environment: [String: String]) -> String {
    if let base = environment[variable], base.hasPrefix("/") { return base + "/layertop" }
    let home = environment["HOME"] ?? FileManager.default.homeDirectoryForCurrentUser.path
    return "\(home)/\(usual)/layertop"
  }
}
