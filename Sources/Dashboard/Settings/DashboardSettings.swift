import TerminalUI

/// What the settings file says.
public struct DashboardSettings: Equatable, Sendable {
  /// The name of the theme; nil: the one that was there before.
  public var theme: String?
  /// The panels that are hidden.
  var hidden: Set<Panel> = []
  /// Keys of actions, by the actions' names.
  public var keys: [String: [Key]] = [:]
  /// The user's presets.
  public var presets: [Preset] = []

  /// Makes settings that change nothing.
  public init() {}

  /// The table of keys with these.
  var keyMap: KeyMap {
    keys.sorted { $0.key < $1.key }.reduce(KeyMap.standard) { map, entry in
      Action(name: entry.key).map { map.binding($0, to: entry.value) } ?? map
    }
  }
}

/// A mistake in the settings file: what it says there does not count.
public struct SettingsProblem: Equatable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public var line: Int
  /// What is wrong and what to do.
  public var sentence: String

  /// Where and what.
  public var description: String { "config.toml, line \(line): \(sentence)" }
}
