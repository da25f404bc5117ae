import Foundation
import TOMLKit

extension Theme {
  /// Reads a theme from a TOML file: `name`, every role under `[colors]`, and optional numbers of basic colours
  /// under `[colors16]` and `[colors8]`. The files in `themes/` show all of it.
  public static func load(file: String) throws(ThemeError) -> Theme {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw .unreadable(file: file)
    }
    return try parse(text, file: file)
  }

  /// Reads a theme from the text of a file; `file` is its name in errors.
  static func parse(_ text: String, file: String) throws(ThemeError) -> Theme {
    let source = try ThemeSource(text: text, file: file)
    try source.checkKeys()
    let root = source.root
    guard let name = root["name"]?.string else {
      throw source.badValue("name", in: nil, expected: "a name in quotes")
    }
    var colors: [ColorRole: ThemeColor] = [:]
    for role in ColorRole.allCases { colors[role] = try source.color(of: role) }
    return Theme(name: name, summary: root["summary"]?.string ?? "", colors: colors)
  }
}

/// A parsed theme file, with the text that error messages take line numbers from.
private struct ThemeSource {
  let root: TOMLTable
  let text: String
  let file: String
  private static let sections = ["colors", "colors16", "colors8"]

  init(text: String, file: String) throws(ThemeError) {
    self.text = text
    self.file = file
    do {
      root = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      throw .syntax(file: file, line: error.source.begin.line, message: error.description)
    } catch {
      throw .unreadable(file: file)
    }
  }

  /// Refuses keys that nothing would read, so that a misspelt role is found.
  func checkKeys() throws(ThemeError) {
    for key in root.keys.sorted() where key != "name" && key != "summary" {
      guard Self.sections.contains(key) else {
        throw .unknownKey(key, file: file, line: line(of: key, in: nil))
      }
      guard let table = root[key]?.table else { throw badValue(key, in: nil, expected: "it as [\(key)]") }
      for role in table.keys.sorted() where ColorRole(rawValue: role) == nil {
        throw .unknownKey(role, file: file, line: line(of: role, in: key))
      }
    }
  }

  func color(of role: ColorRole) throws(ThemeError) -> ThemeColor {
    let key = role.rawValue
    guard let value = root["colors"]?.table?[key] else { throw .missing(role: role, file: file) }
    if value.string == "terminal" { return .terminal }
    if let number = value.int, (0..<16).contains(number) {
      return .basic(number, of8: try self.number(of: key, in: "colors8", below: 8))
    }
    guard let rgb = value.string.flatMap(RGB.init(hex:)) else {
      throw badValue(
        key, in: "colors",
        expected: "\"#rrggbb\" in hexadecimal digits, a number from 0 to 15, or \"terminal\"")
    }
    return .rgb(
      rgb, of16: try number(of: key, in: "colors16", below: 16),
      of8: try number(of: key, in: "colors8", below: 8))
  }

  private func number(of key: String, in section: String, below limit: Int) throws(ThemeError) -> Int? {
    guard let value = root[section]?.table?[key] else { return nil }
    guard let number = value.int, (0..<limit).contains(number) else {
      throw badValue(key, in: section, expected: "a whole number from 0 to \(limit - 1)")
    }
    return number
  }

  private func line(of key: String, in section: String?) -> Int { TOMLLines(text).line(of: key, in: section) }

  func badValue(_ key: String, in section: String?, expected: String) -> ThemeError {
    .badValue(key: key, file: file, line: line(of: key, in: section), expected: expected)
  }
}
