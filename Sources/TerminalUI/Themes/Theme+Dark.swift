extension Theme {
  /// Dark, with its own ground. Verdicts are blue, grey and orange, which stay apart for colour-blind eyes.
  public static let dark = Theme(
    name: "dark",
    summary: "Dark, with verdicts in blue, grey and orange.",
    colors: [
      .background: .rgb(0x12161C, of16: 0, of8: 0),
      .text: .rgb(0xD7DCE2, of16: 7, of8: 7),
      .dim: .rgb(0x9AA4B0, of16: 7, of8: 7),
      .border: .rgb(0x46505C, of16: 8, of8: 7),
      .title: .rgb(0xF2F4F7, of16: 15, of8: 7),
      .accent: .rgb(0xFFD166, of16: 11, of8: 3),
      .selection: .rgb(0x22303F, of16: 4, of8: 4),
      .good: .rgb(0x5EC8B0, of16: 10, of8: 2),
      .warning: .rgb(0xFFC247, of16: 11, of8: 3),
      .error: .rgb(0xFF7A6B, of16: 9, of8: 3),
      .mark: .rgb(0xC9A6FF, of16: 13, of8: 6),
      .aligned: .rgb(0x4DA3FF, of16: 4, of8: 4),
      .random: .rgb(0x59626E, of16: 8, of8: 7),
      .opposed: .rgb(0xFF9A3C, of16: 11, of8: 1),
      .undefined: .rgb(0x2B313A, of16: 0, of8: 0),
      .curve: .rgb(0x9FD0FF, of16: 15, of8: 7),
      .band: .rgb(0x2F3A48, of16: 4, of8: 4),
    ])

  /// Dark, with the verdicts further apart for every kind of colour blindness.
  public static let safeDark = Theme(
    name: "safe-dark",
    summary: "Dark, for colour-blind eyes: verdicts as far apart as they can be.",
    colors: [
      .background: .rgb(0x0C0F14, of16: 0, of8: 0),
      .text: .rgb(0xE2E6EA, of16: 7, of8: 7),
      .dim: .rgb(0xA9B2BC, of16: 7, of8: 7),
      .border: .rgb(0x4C5763, of16: 8, of8: 7),
      .title: .rgb(0xFFFFFF, of16: 15, of8: 7),
      .accent: .rgb(0xF0E442, of16: 11, of8: 3),
      .selection: .rgb(0x1D3A57, of16: 4, of8: 4),
      .good: .rgb(0x56B4E9, of16: 14, of8: 6),
      .warning: .rgb(0xF5C04A, of16: 11, of8: 3),
      .error: .rgb(0xFF9E80, of16: 9, of8: 3),
      .mark: .rgb(0xD9B3FF, of16: 13, of8: 6),
      .aligned: .rgb(0x2B93FF, of16: 4, of8: 4),
      .random: .rgb(0x3B4149, of16: 8, of8: 7),
      .opposed: .rgb(0xFF8C1A, of16: 11, of8: 1),
      .undefined: .rgb(0x1B1F26, of16: 0, of8: 0),
      .curve: .rgb(0xB9DCFF, of16: 15, of8: 7),
      .band: .rgb(0x28394D, of16: 4, of8: 4),
    ])

  /// Black ground and text of at least 7 : 1.
  public static let contrast = Theme(
    name: "contrast",
    summary: "Black, with the highest contrast of text.",
    colors: [
      .background: .rgb(0x000000, of16: 0, of8: 0),
      .text: .rgb(0xFFFFFF, of16: 15, of8: 7),
      .dim: .rgb(0xD6D6D6, of16: 15, of8: 7),
      .border: .rgb(0x8C8C8C, of16: 7, of8: 7),
      .title: .rgb(0xFFFFFF, of16: 15, of8: 7),
      .accent: .rgb(0xFFFF00, of16: 11, of8: 3),
      .selection: .rgb(0x00408A, of16: 4, of8: 4),
      .good: .rgb(0x00FFC8, of16: 14, of8: 6),
      .warning: .rgb(0xFFD000, of16: 11, of8: 3),
      .error: .rgb(0xFF9C8F, of16: 9, of8: 3),
      .mark: .rgb(0xE6B8FF, of16: 13, of8: 6),
      .aligned: .rgb(0x3FA2FF, of16: 4, of8: 4),
      .random: .rgb(0x606060, of16: 8, of8: 7),
      .opposed: .rgb(0xFFA01A, of16: 11, of8: 1),
      .undefined: .rgb(0x2A2A2A, of16: 0, of8: 0),
      .curve: .rgb(0xD0EAFF, of16: 15, of8: 7),
      .band: .rgb(0x33475C, of16: 4, of8: 4),
    ])
}
