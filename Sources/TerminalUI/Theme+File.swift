import Foundation
import TOMLKit

/// Why a theme cannot be used.
public enum ThemeError: Error, Equatable, CustomStringConvertible {
  /// Neither a built-in theme nor the path of a file.
  case unknownName(String, builtIn: [String])
  /// The file cannot be read.
  case unreadable(file: String)
  /// The file is not TOML.
  case syntax(file: String, line: Int, message: String)
  /// A key that themes do not have.
  case unknownKey(String, file: String, line: Int)
  /// A value that its key cannot have.
  case badValue(key: String, file: String, line: Int, expected: String)
  /// A role without a colour.
  case missing(role: ColorRole, file: String)

  /// What is wrong, where, and what to do, in one sentence.
  public var description: String {
    switch self {
    case .unknownName(let name, let builtIn):
      "there is no theme \"\(name)\": use \(builtIn.joined(separator: ", ")), or the path of a .toml file"
    case .unreadable(let file):
      "the theme file \(file) cannot be read: give the path of a readable UTF-8 file"
    case .syntax(let file, let line, let message):
      "the theme file \(file) is not valid TOML at line \(line): \(message)"
    case .unknownKey(let key, let file, let line):
      "the theme file \(file) has the unknown key \"\(key)\" at line \(line): compare it with default.toml"
    case .badValue(let key, let file, let line, let expected):
      "the theme file \(file) gives \"\(key)\" at line \(line) a wrong value: write \(expected)"
    case .missing(let role, let file):
      "the theme file \(file) gives no colour to \"\(role.rawValue)\": add it under [colors]"
    }
  }
}

extension Theme {
  /// Reads a theme from a TOML file: `name`, every role under `[colors]`, and optional numbers of basic colours
  /// under `[colors16]` and `[colors8]`. `themes/default.toml` shows all of it.
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
    guard let name = source.root["name"]?.string else {
      throw source.badValue("name", in: nil, expected: "a name in quotes")
    }
    var colors: [ColorRole: ThemeColor] = [:]
    for role in ColorRole.allCases { colors[role] = try source.color(of: role) }
    return Theme(name: name, colors: colors)
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
    for key in root.keys.sorted() where key != "name" {
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
    guard let rgb = value.string.flatMap(RGB.init(hex:)) else {
      throw badValue(key, in: "colors", expected: "\"#rrggbb\" in hexadecimal digits, or \"terminal\"")
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

  func badValue(_ key: String, in section: String?, expected: String) -> ThemeError {
    .badValue(key: key, file: file, line: line(of: key, in: section), expected: expected)
  }

  /// The line on which a key of a section (nil: before the first one) is set. TOMLKit tells where syntax is
  /// wrong but not where a value was, so the text is searched; 1 if it is written in an unusual way.
  private func line(of key: String, in section: String?) -> Int {
    var current: String?
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let trimmed = line.trimmingCharacters(in: .whitespaces)
      if trimmed.hasPrefix("[") {
        current = String(trimmed.dropFirst().prefix { $0 != "]" })
        if section == nil && current == key { return index + 1 }
      } else if current == section, trimmed.hasPrefix(key),
        trimmed.dropFirst(key.count).drop(while: { $0 == " " || $0 == "\t" }).first == "="
      {
        return index + 1
      }
    }
    return 1
  }
}
