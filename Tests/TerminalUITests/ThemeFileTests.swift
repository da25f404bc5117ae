import Foundation
import Testing

@testable import TerminalUI

/// The path of a file of this repository.
func repositoryFile(_ path: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: path).path
}

@Suite struct ThemeFileTests {
  @Test func theDefaultFileIsTheBuiltInTheme() throws {
    #expect(try Theme.load(file: repositoryFile("themes/default.toml")) == .default)
    #expect(try Theme.named("default") == .default)
    #expect(try Theme.named("monochrome") == .monochrome)
    #expect(try Theme.named(repositoryFile("themes/paper.toml")).name == "paper")
  }

  /// The default file with one line replaced; that is line `line` afterwards.
  private func changed(_ key: String, to replacement: String) throws -> (text: String, line: Int) {
    var lines = try String(contentsOfFile: repositoryFile("themes/default.toml"), encoding: .utf8)
      .components(separatedBy: "\n")
    let index = try #require(lines.firstIndex { $0.hasPrefix(key) })
    lines[index] = replacement
    return (lines.joined(separator: "\n"), index + 1)
  }

  private func error(_ text: String) -> String? {
    do {
      _ = try Theme.parse(text, file: "my.toml")
      return nil
    } catch {
      return error.description
    }
  }

  @Test func colorsOfTheTerminalAreAllowed() throws {
    let (text, _) = try changed("background = \"", to: "background = \"terminal\"")
    let theme = try Theme.parse(text, file: "my.toml")
    #expect(theme[.background] == .terminal)
    #expect(theme[.text] == Theme.default[.text])
  }

  @Test func numbersOfBasicColorsAreOptional() throws {
    let text = try String(contentsOfFile: repositoryFile("themes/default.toml"), encoding: .utf8)
    let short = String(text[..<text.range(of: "[colors16]")!.lowerBound])
    #expect(try Theme.parse(short, file: "my.toml")[.error] == .rgb(RGB(0xFF, 0x7A, 0x6B)))
  }

  @Test func errorsNameTheFileAndTheLine() throws {
    var (text, line) = try changed("accent = \"", to: "accent = \"gold\"")
    #expect(
      error(text) == "the theme file my.toml gives \"accent\" at line \(line) a wrong value: "
        + "write \"#rrggbb\" in hexadecimal digits, or \"terminal\"")
    (text, line) = try changed("accent = 11", to: "accent = 16")
    #expect(
      error(text) == "the theme file my.toml gives \"accent\" at line \(line) a wrong value: "
        + "write a whole number from 0 to 15")
    (text, line) = try changed("accent = 3", to: "accent = 8")
    #expect(error(text)?.contains("at line \(line) a wrong value: write a whole number from 0 to 7") == true)
    (text, line) = try changed("good = \"", to: "god = \"#00ff00\"")
    #expect(
      error(text)
        == "the theme file my.toml has the unknown key \"god\" at line \(line): compare it with default.toml"
    )
    (text, line) = try changed("[colors16]", to: "[colours16]")
    #expect(error(text)?.contains("unknown key \"colours16\" at line \(line)") == true)
    (text, line) = try changed("mark = \"", to: "mark = \"#c9a6ff")
    #expect(error(text)?.hasPrefix("the theme file my.toml is not valid TOML at line \(line): ") == true)
    (text, _) = try changed("mark = \"", to: "")
    #expect(error(text) == "the theme file my.toml gives no colour to \"mark\": add it under [colors]")
    (text, line) = try changed("name = ", to: "name = 7")
    #expect(error(text)?.contains("\"name\" at line \(line) a wrong value: write a name in quotes") == true)
  }

  @Test func themesThatAreNotThere() {
    #expect(throws: ThemeError.unknownName("solarized", builtIn: ["default", "monochrome"])) {
      try Theme.named("solarized")
    }
    #expect(throws: ThemeError.unreadable(file: "/nowhere/my.toml")) { try Theme.named("/nowhere/my.toml") }
    #expect(
      ThemeError.unknownName("x", builtIn: ["default", "monochrome"]).description
        == "there is no theme \"x\": use default, monochrome, or the path of a .toml file")
  }
}
