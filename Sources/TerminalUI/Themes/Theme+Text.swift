extension Theme {
  /// The theme as the text of a file with comments, to copy and change; `load` reads it back.
  public var fileText: String {
    let colors = ColorRole.allCases.map { role in
      "# \(role.help)\n\(role.rawValue) = \(Self.text(self[role]))"
    }
    return """
      # A theme of layertop, to copy and change: layertop --theme my.toml, or the file's name without .toml
      # where it lies in the folder themes beside config.toml (layertop config says where that is).

      name = "\(name)"
      summary = "\(summary.replacing("\\", with: "/").replacing("\"", with: "'"))"

      # Each role is "#rrggbb", a number from 0 to 15 for one of the colours that are set in the terminal, or
      # "terminal" for the terminal's own text or ground. With 256 colours the nearest of them is taken.
      [colors]

      \(colors.joined(separator: "\n\n"))

      """ + Self.numbers(of16: self) + Self.numbers(of8: self)
  }

  private static func text(_ color: ThemeColor) -> String {
    switch color {
    case .terminal: "\"terminal\""
    case .basic(let number, _): "\(number)"
    case .rgb(let rgb, _, _): "\"\(rgb.hex)\""
    }
  }

  private static func numbers(of16 theme: Theme) -> String {
    section(
      """
      # Where a terminal has 16 colours: their numbers, 0 to 15 (black, red, green, yellow, blue, magenta,
      # cyan, white, then the same bright). A role left out here gets the nearest colour.
      [colors16]
      """, theme
    ) { if case .rgb(_, let of16, _) = $0 { of16 } else { nil } }
  }

  private static func numbers(of8 theme: Theme) -> String {
    section("# Where a terminal has 8 colours: their numbers, 0 to 7.\n[colors8]", theme) { color in
      switch color {
      case .terminal: nil
      case .basic(_, let of8), .rgb(_, _, let of8): of8
      }
    }
  }

  private static func section(_ head: String, _ theme: Theme, _ number: (ThemeColor) -> Int?) -> String {
    let lines = ColorRole.allCases.compactMap { role in
      number(theme[role]).map { "\(role.rawValue) = \($0)" }
    }
    return lines.isEmpty ? "" : "\n" + head + "\n" + lines.joined(separator: "\n") + "\n"
  }
}
