import Foundation

/// The themes that can be chosen by name: the built-in ones and those in a folder of the user's.
public struct ThemeLibrary: Sendable {
  /// The themes, the built-in ones first.
  public let themes: [Theme]
  /// Why files in the folder cannot be used.
  public let problems: [ThemeError]

  /// Reads the files ending in .toml in a folder; nil, and a folder that is not there, have none.
  ///
  /// A file's theme goes by the file's name; one with the name of a built-in theme takes its place.
  public init(folder: String?) {
    var themes = Theme.builtIn
    var problems: [ThemeError] = []
    let names = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0) } ?? []
    for name in names.sorted() where name.hasSuffix(".toml") {
      do throws(ThemeError) {
        let theme = try Theme.load(file: (folder ?? "") + "/" + name).named(String(name.dropLast(5)))
        if let index = themes.firstIndex(where: { $0.name == theme.name }) {
          themes[index] = theme
        } else {
          themes.append(theme)
        }
      } catch {
        problems.append(error)
      }
    }
    self.themes = themes
    self.problems = problems
  }

  /// The theme of this name, or else the theme in the file of this name.
  public func theme(_ name: String) throws(ThemeError) -> Theme {
    if let theme = themes.first(where: { $0.name == name }) { return theme }
    guard name.contains("/") || name.hasSuffix(".toml") else {
      throw .unknownName(name, known: themes.map(\.name))
    }
    return try .load(file: name)
  }
}

extension Theme {
  fileprivate func named(_ name: String) -> Theme {
    Theme(
      name: name, summary: summary,
      colors: Dictionary(uniqueKeysWithValues: ColorRole.allCases.map { ($0, self[$0]) }))
  }
}
