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
    colors: [
      .background: .basic(0, of8: 0),
      .text: .basic(7, of8: 7),
      .dim: .basic(7, of8: 7),
      .border: .basic(8, of8: 7),
      .title: .basic(15, of8: 7),
      .accent: .basic(11, of8: 3),
      .selection: .basic(4, of8: 4),
      .good: .basic(10, of8: 2),
      .warning: .basic(11, of8: 3),
      .error: .basic(9, of8: 3),
      .mark: .basic(13, of8: 6),
      .aligned: .basic(4, of8: 4),
      .random: .basic(8, of8: 7),
      .opposed: .basic(11, of8: 1),
      .undefined: .basic(0, of8: 0),
      .curve: .basic(15, of8: 7),
      .band: .basic(8, of8: 7),
    ])
}
