import TOMLKit
import TerminalUI

/// Reads the settings file.
///
/// What is wrong in it is said by line and does not count; the rest does.
public struct SettingsFile: Sendable {
  /// What counts.
  public private(set) var settings = DashboardSettings()
  /// What does not, in the order of lines.
  public private(set) var problems: [SettingsProblem] = []

  private let lines: TOMLLines

  /// Reads the text of a file. Themes are not looked up here, since they may lie in files of their own.
  public init(_ text: String) {
    lines = TOMLLines(text)
    do {
      read(try TOMLTable(string: text))
    } catch let error as TOMLParseError {
      let reason = error.description.replacing(#/Error while parsing [^:]*: /#, with: "")
      problem(at: error.source.begin.line, "this is not TOML: \(reason)")
    } catch {
      problem(at: 1, "this is not TOML: \(error)")
    }
    problems.sort { $0.line < $1.line }
  }

  private mutating func read(_ root: TOMLTable) {
    for key in root.keys.sorted() {
      let line = lines.line(of: key, in: nil)
      switch key {
      case "theme":
        settings.theme = root[key]?.string
        if settings.theme == nil { problem(at: line, "theme is no text; write a theme's name in quotes") }
      case "hidden": readHidden(root, line)
      case "keys":
        if let table = root[key]?.table { readKeys(table) } else { problem(at: line, "write keys as [keys]") }
      case "presets":
        if let table = root[key]?.table {
          readPresets(table)
        } else {
          problem(at: line, "write presets as [presets.NAME]")
        }
      default: problem(at: line, "there is no setting \"\(key)\"; there are \(Self.names)")
      }
    }
  }

  private static let names = "theme, hidden, [keys] and [presets.NAME]"

  private mutating func readHidden(_ root: TOMLTable, _ line: Int) {
    let names = root["hidden"]?.array?.map { $0.string ?? "" } ?? root["hidden"]?.string.map { [$0] }
    for name in names ?? [""] {
      if let panel = Panel(rawValue: name), panel != .heatmap {
        settings.hidden.insert(panel)
      } else {
        let panels = Panel.allCases.filter { $0 != .heatmap }.map(\.rawValue).joined(separator: ", ")
        problem(at: line, "\"\(name)\" is no panel that can be hidden; list some of \(panels)")
      }
    }
  }

  private mutating func readKeys(_ table: TOMLTable) {
    var taken: [Key: String] = [:]
    for name in table.keys.sorted() {
      let line = lines.line(of: name, in: "keys")
      guard Action(name: name) != nil else {
        problem(at: line, "there is no action \"\(name)\"; layertop config --list names them")
        continue
      }
      let texts = table[name]?.string.map { [$0] } ?? table[name]?.array?.map { $0.string ?? "" } ?? [""]
      let keys = texts.map { Key(name: $0) }
      if let wrong = keys.firstIndex(of: nil) {
        problem(
          at: line, "\"\(texts[wrong])\" is no key; write one such as \"p\", \"ctrl-p\", \"f5\" or \"pgup\"")
      } else if let key = keys.compactMap({ $0 }).first(where: { taken[$0] != nil }) {
        problem(at: line, "\"\(key.name)\" is already the key of \(taken[key] ?? ""); give another")
      } else {
        settings.keys[name] = keys.compactMap { $0 }
        for case let key? in keys { taken[key] = name }
      }
    }
  }

  private mutating func readPresets(_ table: TOMLTable) {
    for name in table.keys.sorted() {
      let section = "presets.\(name)"
      guard let values = table[name]?.table else {
        problem(at: lines.line(of: name, in: "presets"), "write a preset as [presets.\(name)]")
        continue
      }
      var preset = Preset(name: name, summary: "yours", settings: [])
      // In the order of the controls: a rule brings its own numbers, which the preset's then replace.
      for control in Control.all {
        for key in values.keys where Control(name: key) == control {
          guard let text = values[key]?.settingText else {
            problem(at: lines.line(of: key, in: section), "\(key) is neither a text nor a number")
            continue
          }
          preset.settings.append((control.entry.name, text))
        }
      }
      if let summary = values["summary"]?.string { preset.summary = summary }
      for key in values.keys.sorted() where key != "summary" && Control(name: key) == nil {
        let names = Control.all.map(\.entry.name).joined(separator: ", ")
        problem(at: lines.line(of: key, in: section), "there is no control \"\(key)\"; there are \(names)")
      }
      settings.presets.append(preset)
    }
  }

  private mutating func problem(at line: Int, _ sentence: String) {
    problems.append(SettingsProblem(line: line, sentence: sentence))
  }
}

extension TOMLValueConvertible {
  /// The value as it would be typed; nil for tables, lists and dates.
  fileprivate var settingText: String? {
    if let text = string { return text }
    if let number = int { return "\(number)" }
    if let number = double { return "\(number)" }
    return nil
  }
}
