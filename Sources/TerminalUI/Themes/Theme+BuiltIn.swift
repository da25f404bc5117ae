extension Theme {
  /// What is taken unless another theme is asked for.
  public static let `default` = dark

  /// The themes that need no file, in the order of the chooser; `themes/` holds the same as files to copy from.
  public static let builtIn: [Theme] = [
    .dark, .light, .safeDark, .safeLight, .contrast, .terminal, .monochrome,
  ]

  /// No colours: reverse, bold and underlined text only, in the terminal's own colours.
  public static let monochrome = Theme(
    name: "monochrome",
    summary: "No colours: verdicts are told by glyphs, emphasis by bold and reversed text.",
    colors: Dictionary(uniqueKeysWithValues: ColorRole.allCases.map { ($0, .terminal) }))

  /// The 16 colours that the user has set for the terminal, on its black.
  public static let terminal = Theme(
    name: "terminal",
    summary: "The 16 colours that are set in the terminal, on its black.",
    colors: BasicNumbers.onBlack.numbers.mapValues { .basic($0.of16, of8: $0.of8) })
}
