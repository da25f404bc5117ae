import Foundation
import Testing

@testable import TerminalUI

/// The path of a file of this repository.
func repositoryFile(_ path: String) -> String {
  URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: path).path
}

@Suite struct ThemeFileTests {
  @Test(arguments: Theme.builtIn.map(\.name)) func everyBuiltInThemeIsAFileToo(name: String) throws {
    let theme = try ThemeLibrary(folder: nil).theme(name)
    let path = repositoryFile("themes/\(name).toml")
    #expect(try String(contentsOfFile: path, encoding: .utf8) == theme.fileText)
    #expect(try Theme.load(file: path) == theme)
  }

  @Test func noFileIsWithoutItsTheme() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: repositoryFile("themes"))
    #expect(Set(files) == Set(Theme.builtIn.map { $0.name + ".toml" }))
  }

  @Test func aFolderAddsThemesAndReplacesBuiltInOnes() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "layertop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in [
      ("mine.toml", Theme.light.fileText), ("dark.toml", Theme.contrast.fileText), ("bad.toml", "name = 1"),
      ("notes.txt", ""),
    ] {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    let library = ThemeLibrary(folder: folder.path)
    #expect(library.themes.map(\.name) == Theme.builtIn.map(\.name) + ["mine"])
    #expect(try library.theme("mine")[.text] == Theme.light[.text])
    #expect(try library.theme("dark")[.background] == Theme.contrast[.background])
    #expect(library.problems.count == 1)
    #expect(library.problems[0].description.contains("bad.toml"))
  }

  /// The default file with one line replaced; that is line `line` afterwards.
  private func changed(_ key: String, to replacement: String) throws -> (text: String, line: Int) {
    var lines = try String(contentsOfFile: repositoryFile("themes/dark.toml"), encoding: .utf8)
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
    let text = try String(contentsOfFile: repositoryFile("themes/dark.toml"), encoding: .utf8)
    let short = String(text[..<text.range(of: "[colors16]")!.lowerBound])
    #expect(try Theme.parse(short, file: "my.toml")[.error] == .rgb(RGB(0xFF, 0x7A, 0x6B)))
  }

  @Test func errorsNameTheFileAndTheLine() throws {
    var (text, line) = try changed("accent = \"", to: "accent = \"gold\"")
    #expect(
      error(text) == "the theme file my.toml gives \"accent\" at line \(line) a wrong value: "
        + "write \"#rrggbb\" in hexadecimal digits, a number from 0 to 15, or \"terminal\"")
    (text, line) = try changed("accent = 11", to: "accent = 16")
    #expect(
      error(text) == "the theme file my.toml gives \"accent\" at line \(line) a wrong value: "
        + "write a whole number from 0 to 15")
    (text, line) = try changed("accent = 3", to: "accent = 8")
    #expect(error(text)?.contains("at line \(line) a wrong value: write a whole number from 0 to 7") == true)
    (text, line) = try changed("good = \"", to: "god = \"#00ff00\"")
    #expect(
      error(text)
        == "the theme file my.toml has the unknown key \"god\" at line \(line): compare it with what layertop theme dark prints"
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
    let library = ThemeLibrary(folder: "/nowhere")
    #expect(throws: ThemeError.unknownName("solarized", known: Theme.builtIn.map(\.name))) {
      try library.theme("solarized")
    }
    #expect(throws: ThemeError.unreadable(file: "/nowhere/my.toml")) { try library.theme("/nowhere/my.toml") }
    #expect(
      ThemeError.unknownName("x", known: ["dark", "monochrome"]).description
        == "there is no theme \"x\": use dark, monochrome, or the path of a .toml file")
  }
}
