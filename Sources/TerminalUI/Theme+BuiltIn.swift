extension Theme {
  /// The themes that need no file.
  public static let builtIn: [Theme] = [.default, .monochrome]

  /// No colours: reverse, bold and underlined text only, in the terminal's own colours.
  public static let monochrome = Theme(name: "monochrome", colors: [:])

  /// Dark, with its own ground. Verdicts are blue, grey and orange, which stay apart for colour-blind eyes.
  /// `themes/default.toml` says the same, with comments, to copy from.
  public static let `default` = Theme(
    name: "default",
    colors: [
      .background: .rgb(RGB(0x12, 0x16, 0x1C), of16: 0, of8: 0),
      .text: .rgb(RGB(0xD7, 0xDC, 0xE2), of16: 7, of8: 7),
      .dim: .rgb(RGB(0x9A, 0xA4, 0xB0), of16: 7, of8: 7),
      .border: .rgb(RGB(0x46, 0x50, 0x5C), of16: 8, of8: 7),
      .title: .rgb(RGB(0xF2, 0xF4, 0xF7), of16: 15, of8: 7),
      .accent: .rgb(RGB(0xFF, 0xD1, 0x66), of16: 11, of8: 3),
      .selection: .rgb(RGB(0x22, 0x30, 0x3F), of16: 4, of8: 4),
      .good: .rgb(RGB(0x5E, 0xC8, 0xB0), of16: 10, of8: 2),
      .warning: .rgb(RGB(0xFF, 0xC2, 0x47), of16: 11, of8: 3),
      .error: .rgb(RGB(0xFF, 0x7A, 0x6B), of16: 9, of8: 1),
      .mark: .rgb(RGB(0xC9, 0xA6, 0xFF), of16: 13, of8: 5),
      .aligned: .rgb(RGB(0x4D, 0xA3, 0xFF), of16: 4, of8: 4),
      .random: .rgb(RGB(0x59, 0x62, 0x6E), of16: 8, of8: 7),
      .opposed: .rgb(RGB(0xFF, 0x9A, 0x3C), of16: 11, of8: 1),
      .undefined: .rgb(RGB(0x2B, 0x31, 0x3A), of16: 0, of8: 0),
      .curve: .rgb(RGB(0x9F, 0xD0, 0xFF), of16: 15, of8: 7),
      .band: .rgb(RGB(0x2F, 0x3A, 0x48), of16: 8, of8: 4),
    ])
}
